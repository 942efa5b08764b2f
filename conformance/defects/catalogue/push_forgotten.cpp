#include <map>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// In memory, where it should be durable.
class ForgetfulOfPush final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    if (space != "push") return ForwardingStore::get(space, key);
    const auto found = records_.find(Bytes(key));
    return found == records_.end() ? std::nullopt : std::optional(found->second);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "push") return ForwardingStore::put(space, key, value);
    records_.insert_or_assign(Bytes(key), Bytes(value));
  }
  void erase(std::string_view space, ByteView key) override {
    if (space != "push") return ForwardingStore::erase(space, key);
    records_.erase(Bytes(key));
  }

 private:
  std::map<Bytes, Bytes> records_;
};

}  // namespace

Defect push_forgotten();

Defect push_forgotten() {
  return {.name = "push-forgotten",
          .lie = "A server that starts again has forgotten whom to wake.",
          .violates = {"OFF-14a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetfulOfPush>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
