#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class FindsNoGroups final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (space != "group-of") ForwardingStore::scan(space, prefix, after, visit);
  }
};

}  // namespace

Defect group_membership_inherited();

Defect group_membership_inherited() {
  return {.name = "group-membership-inherited",
          .lie = "An account that ends, or is another device's, stays in its groups, and one that changes its number takes none along.",
          .violates = {"GRP-25", "REG-17d", "REG-23g"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<FindsNoGroups>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
