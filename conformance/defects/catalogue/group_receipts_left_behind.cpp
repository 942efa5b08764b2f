#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class FindsNoMessages final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (space != "group-message") ForwardingStore::scan(space, prefix, after, visit);
  }
};

}  // namespace

Defect group_receipts_left_behind();

Defect group_receipts_left_behind() {
  return {.name = "group-receipts-left-behind",
          .lie = "Who goes on under another number is somebody else in the sums of receipts, and is told none of his own.",
          .violates = {"GRP-17d"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<FindsNoMessages>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
