#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_numbers_broadcasts();

Defect client_numbers_broadcasts() {
  return {
      .name = "client-numbers-broadcasts", .lie = "A client numbers the messages of a broadcast.", .violates = {"BCL-02b"}, .client = [] {
        return lying_to_server([](xml::Element element) {
          xml::Element* upload = element.is(xml::ns::kClient, "iq") ? element.find_child("urn:cxmpp:broadcast:1", "broadcast") : nullptr;
          if (!upload) return just(std::move(element));
          int number = 0;
          for (xml::Content& content : upload->content()) {
            auto* to = std::get_if<xml::Element>(&content);
            if (to && to->local() == "to") to->set_attribute("id", "list-" + std::to_string(++number));
          }
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
