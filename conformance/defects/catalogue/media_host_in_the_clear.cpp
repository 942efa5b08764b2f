#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_host_in_the_clear();

Defect media_host_in_the_clear() {
  return {.name = "media-host-in-the-clear", .lie = "Slots are at addresses without TLS.", .violates = {"XEP0363-4-a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              constexpr const char* kUpload = "urn:xmpp:http:upload:0";
              xml::Element* slot = element.find_child(kUpload, "slot");
              for (const char* name : {"put", "get"}) {
                xml::Element* child = slot == nullptr ? nullptr : slot->find_child(kUpload, name);
                if (child == nullptr) continue;
                const std::string url(child->attribute("url"));
                if (url.starts_with("https:")) child->set_attribute("url", "http:" + url.substr(6));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
