#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect presence_withheld();

Defect presence_withheld() {
  return {.name = "presence-withheld",
          .lie = "Nobody is told the presence of others.",
          .violates = {"RFC6121-4.3.2", "CON-23"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  const std::string from(element.attribute("from"));
                  const std::string to(element.attribute("to"));
                  const bool own = from.substr(0, from.find('/')) == to.substr(0, to.find('/'));
                  if (element.is(xml::ns::kClient, "presence") && element.attribute("type").empty() && !own)
                    return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
