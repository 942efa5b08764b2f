#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect voice_unknown();

Defect voice_unknown() {
  return {.name = "voice-unknown", .lie = "Nobody is called: codes can be had by sms alone.", .violates = {"REG-11a"}, .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* request = element.find_child("urn:cxmpp:register:1", "request");
              if (request && request->attribute("method") == "voice") request->set_attribute("method", "pigeon");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
