#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class KeepsRepairs final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "group-repair") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect group_repaired_twice();

Defect group_repaired_twice() {
  return {.name = "group-repaired-twice",
          .lie = "What was repaired is delivered again with each repair of it.",
          .violates = {"GRP-15b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsRepairs>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
