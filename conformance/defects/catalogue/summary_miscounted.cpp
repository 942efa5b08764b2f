#include <charconv>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect summary_miscounted();

Defect summary_miscounted() {
  return {.name = "summary-miscounted", .lie = "The summary promises one message too few.", .violates = {"OFF-04"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:cxmpp:offline:1", "summary")) {
                const std::string count(element.attribute("messages"));
                std::size_t number = 0;
                std::from_chars(count.data(), count.data() + count.size(), number);
                if (number > 0) element.set_attribute("messages", std::to_string(number - 1));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
