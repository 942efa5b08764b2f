#pragma once
// Result<T, E>: what a function answers when its peer may be wrong. The caller must look at it.
//
// Three kinds of error, three mechanisms: the peer is wrong -> Result; we are wrong -> ASSAY_ASSERT; the machine is wrong ->
// std::error_code at the edge. std::expected is not in C++20; this wraps tl::expected once (the only place that includes it).

#include <utility>

#include <tl/expected.hpp>

namespace assay {

template <class T, class E>
class [[nodiscard]] Result : public tl::expected<T, E> {
 public:
  using tl::expected<T, E>::expected;
};

/// Makes the error side of any Result: `return fail(StanzaError{...});`.
template <class E>
[[nodiscard]] tl::unexpected<std::decay_t<E>> fail(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace assay
