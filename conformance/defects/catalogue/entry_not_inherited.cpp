#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect entry_not_inherited();

Defect entry_not_inherited() {
  return {.name = "entry-not-inherited",
          .lie = "What a session left unread when it ended comes to no other.",
          .violates = {"OFF-22"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (is_delayed(element) && element.attribute("to").find('/') != std::string_view::npos)
                    return std::vector<xml::Element>();
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
