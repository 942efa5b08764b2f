#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Unforgetting final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "contact-book" && space != "contact-holder") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect join_notice_never_cancelled();

Defect join_notice_never_cancelled() {
  return {.name = "join-notice-never-cancelled",
          .lie = "Who has asked for a number once is told when it joins, whatever was said since.",
          .violates = {"CON-11d", "CON-14c", "CON-14d", "CON-08a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Unforgetting>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
