#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Additive final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (space != "contact-book") ForwardingStore::scan(space, prefix, after, visit);
  }
};

}  // namespace

Defect full_list_forgets_nothing();

Defect full_list_forgets_nothing() {
  return {.name = "full-list-forgets-nothing",
          .lie = "A full list adds to what there was.",
          .violates = {"CON-14a", "CON-14c", "CON-08a", "CON-12c", "CON-11d"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Additive>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
