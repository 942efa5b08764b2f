#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {
constexpr const char* kNs = "urn:cxmpp:prekeys:1";
}  // namespace

Defect no_bundle_without_prekey();

Defect no_bundle_without_prekey() {
  return {.name = "no-bundle-without-prekey",
          .lie = "Where no one-time prekey is to be had there is no bundle.",
          .violates = {"ENC-06"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* bundle = element.find_child(kNs, "bundle");
              if (!bundle || !bundle->find_child(kNs, "last-resort")) return just(std::move(element));
              element.set_attribute("type", "error");
              element.remove_children(kNs, "bundle");
              xml::Element& error = element.append(xml::ns::kClient, "error");
              error.set_attribute("type", "cancel");
              error.append(xml::ns::kStanzaErrors, "item-not-found");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
