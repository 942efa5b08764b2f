#include <map>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect old_signed_prekey_given();

Defect old_signed_prekey_given() {
  return {.name = "old-signed-prekey-given",
          .lie = "Who got a bundle of a device gets the signed prekey that it had then.",
          .violates = {"ENC-08b"},
          .wire = [] {
            return lying_to_client([first = std::map<std::string, xml::Element>()](xml::Element element) mutable {
              xml::Element* bundle = element.find_child(kPrekeys, "bundle");
              xml::Element* given = bundle ? bundle->find_child(kPrekeys, "signed") : nullptr;
              if (!given) return just(std::move(element));
              *given = first.emplace(std::string{element.attribute("from")}, *given).first->second;
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
