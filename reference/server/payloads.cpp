#include "reference/server/payloads.hpp"

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kTexts = "payload";
constexpr const char* kUses = "payload-uses";
constexpr const char* kNext = "payload-next";

Bytes key_of(std::uint64_t number) { return store::key({store::ordered(number)}); }

std::uint64_t number_in(store::Store& store, const char* space, const Bytes& key, std::uint64_t otherwise) {
  const std::optional<Bytes> value = store.get(space, key);
  return value ? store::from_ordered(*value).value_or(otherwise) : otherwise;
}

}  // namespace

std::uint64_t Payloads::add(std::string_view text) {
  const Bytes next = store::key({});
  const std::uint64_t number = number_in(turn_.store(), kNext, next, 1);
  turn_.store().put(kNext, next, store::ordered(number + 1));
  turn_.store().put(kTexts, key_of(number), text);
  return number;
}

void Payloads::use(std::uint64_t number) {
  const Bytes key = key_of(number);
  turn_.store().put(kUses, key, store::ordered(number_in(turn_.store(), kUses, key, 0) + 1));
}

void Payloads::release(std::uint64_t number) {
  const Bytes key = key_of(number);
  const std::uint64_t uses = number_in(turn_.store(), kUses, key, 0);
  if (uses > 1) return turn_.store().put(kUses, key, store::ordered(uses - 1));
  turn_.store().erase(kUses, key);
  turn_.store().erase(kTexts, key);
}

std::string Payloads::text(std::uint64_t number) { return turn_.store().get(kTexts, key_of(number)).value_or(Bytes{}); }

}  // namespace assay::server
