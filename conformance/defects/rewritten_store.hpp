#pragma once
// A store whose records of one space read otherwise than they were written.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects {

class RewrittenStore final : public ForwardingStore {
 public:
  /// What stands there instead; `value` is nothing where there is no record. Scans skip what becomes nothing.
  using Rewrite = std::function<std::optional<Bytes>(ByteView key, std::optional<Bytes> value)>;

  RewrittenStore(std::unique_ptr<store::Store> sound, std::string space, Rewrite rewrite)
      : ForwardingStore(std::move(sound)), space_(std::move(space)), rewrite_(std::move(rewrite)) {}

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    std::optional<Bytes> value = ForwardingStore::get(space, key);
    return space == space_ ? rewrite_(key, std::move(value)) : value;
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (space != space_) return ForwardingStore::scan(space, prefix, after, visit);
    ForwardingStore::scan(space, prefix, after, [&](ByteView key, ByteView value) {
      const std::optional<Bytes> other = rewrite_(key, Bytes(value));
      return !other || visit(key, *other);
    });
  }

 private:
  std::string space_;
  Rewrite rewrite_;
};

/// The record with another value in one of its fields; nothing where it has no such field.
[[nodiscard]] inline std::optional<Bytes> with_field(const std::optional<Bytes>& value, std::size_t index,
                                                     const std::function<Bytes(const Bytes&)>& change) {
  auto all = value ? store::from_fields(*value) : std::nullopt;
  if (!all || index >= all->size()) return value;
  Bytes out;
  for (std::size_t i = 0; i < all->size(); ++i) out += store::fields({i == index ? change((*all)[i]) : (*all)[i]});
  return out;
}

/// What a `Defect::store` is made of.
[[nodiscard]] inline auto rewriting(std::string space, RewrittenStore::Rewrite rewrite) {
  return [space = std::move(space), rewrite = std::move(rewrite)](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
    return std::make_unique<RewrittenStore>(std::move(sound), space, rewrite);
  };
}

}  // namespace assay::conformance::defects
