#pragma once
// What libsignal-protocol-c wants of its host, from reference/crypto: the same primitives as ours, so that ratios compare protocols.

#include <cstdint>

#include <signal/signal_protocol.h>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"

namespace assay::e2e::interop {

[[nodiscard]] inline ByteView view(const std::uint8_t* octets, std::size_t size) { return {reinterpret_cast<const char*>(octets), size}; }
[[nodiscard]] inline const std::uint8_t* octets(ByteView bytes) { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }
[[nodiscard]] inline signal_buffer* buffer(ByteView bytes) { return signal_buffer_create(octets(bytes), bytes.size()); }
[[nodiscard]] inline Bytes copied(const signal_buffer* from) {
  return Bytes(view(signal_buffer_const_data(from), signal_buffer_len(from)));
}
[[nodiscard]] inline Bytes taken(signal_buffer* from) {
  Bytes out = copied(from);
  signal_buffer_free(from);
  return out;
}

/// `random` must outlive the context.
void provide_primitives(signal_context* context, RandomSource& random);

}  // namespace assay::e2e::interop
