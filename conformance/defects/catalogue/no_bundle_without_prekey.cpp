#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect no_bundle_without_prekey();

Defect no_bundle_without_prekey() {
  return {.name = "no-bundle-without-prekey",
          .lie = "Where no one-time prekey is to be had there is no bundle.",
          .violates = {"ENC-06"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* bundle = element.find_child(kPrekeys, "bundle");
              if (!bundle || !bundle->find_child(kPrekeys, "last-resort")) return just(std::move(element));
              element.set_attribute("type", "error");
              element.remove_children(kPrekeys, "bundle");
              xml::Element& error = element.append(xml::ns::kClient, "error");
              error.set_attribute("type", "cancel");
              error.append(xml::ns::kStanzaErrors, "item-not-found");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
