#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_answers_twice();

Defect client_answers_twice() {
  return {.name = "client-answers-twice", .lie = "A client sends each receipt twice.", .violates = {"XEP0184-4.5"}, .client = [] {
            return lying_to_server([](xml::Element element) {
              std::vector<xml::Element> out = just(element);
              if (element.find_child("urn:xmpp:receipts", "received")) {
                element.set_attribute("id", std::string(element.attribute("id")) + "-again");
                out.push_back(element);
              }
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
