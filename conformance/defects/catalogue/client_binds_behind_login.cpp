#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_binds_behind_login();

Defect client_binds_behind_login() {
  return {.name = "client-binds-behind-login",
          .lie = "A client asks for a resource behind a login that has bound one.",
          .violates = {"XEP0386-3.2-g"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "response")) {
                xml::Element bind(xml::ns::kClient, "iq");
                bind.set_attribute("type", "set").set_attribute("id", "again").append(xml::ns::kBind, "bind");
                return std::vector<xml::Element>{std::move(element), std::move(bind)};
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
