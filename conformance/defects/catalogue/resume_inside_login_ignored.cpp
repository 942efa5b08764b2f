#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resume_inside_login_ignored();

Defect resume_inside_login_ignored() {
  return {.name = "resume-inside-login-ignored",
          .lie = "A session is not taken up inside a login.",
          .violates = {"XEP0198-9.2-a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "authenticate")) element.remove_children("urn:xmpp:sm:3", "resume");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
