#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

namespace {
constexpr const char* kNs = "urn:cxmpp:groups:1";
}  // namespace

Defect client_adds_everybody();

Defect client_adds_everybody() {
  return {.name = "client-adds-everybody",
          .lie = "A client says of everybody whom its user named for a group that he was added.",
          .violates = {"GRP-02c"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* invited = element.find_child(kNs, "invited");
              if (!invited) return just(std::move(element));
              for (xml::Content& item : invited->content()) {
                auto* member = std::get_if<xml::Element>(&item);
                if (!member) continue;
                for (const char* name : {"code", "token", "expires"}) member->remove_attribute(name);
                member->set_attribute("outcome", "added");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
