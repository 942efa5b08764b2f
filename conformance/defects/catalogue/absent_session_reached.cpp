#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect absent_session_reached();

Defect absent_session_reached() {
  return {.name = "absent-session-reached",
          .lie = "Any message to a session that is gone goes on to the account.",
          .violates = {"RFC6121-8.5.3.2.1-b"},
          .wire =
              [] {
                return lying_to_server([](xml::Element element) {
                  const std::string to(element.attribute("to"));
                  if (element.is(xml::ns::kClient, "message") && to.find("/gone") != std::string::npos)
                    element.set_attribute("type", "chat");
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
