#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_reads_twice();

Defect client_reads_twice() {
  return {.name = "client-reads-twice", .lie = "A client says twice that a message was read.", .violates = {"MSG-08b"}, .client = [] {
            return lying_to_server([](xml::Element element) {
              std::vector<xml::Element> out = just(element);
              if (element.find_child("urn:xmpp:chat-markers:0", "displayed")) {
                element.set_attribute("id", std::string(element.attribute("id")) + "-again");
                out.push_back(std::move(element));
              }
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
