#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class FindsNoFellows final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    return space == "group-of" ? std::nullopt : ForwardingStore::get(space, key);
  }
};

}  // namespace

Defect members_are_strangers();

Defect members_are_strangers() {
  return {.name = "members-are-strangers",
          .lie = "Who asks for the keys of members of his groups asks for those of strangers.",
          .violates = {"ENC-05f"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<FindsNoFellows>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
