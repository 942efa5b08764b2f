#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_passes_over_copies();

Defect client_passes_over_copies() {
  return {.name = "client-passes-over-copies",
          .lie = "A client shows but the first message of what another device of its account broadcast.",
          .violates = {"BCL-18b"},
          .client = [] {
            return lying_to_client([last = std::string()](xml::Element element) mutable {
              // The second of two copies in a row: what was sent one by one comes with something between.
              const auto copy = stanza::carbons::Copy::of(element);
              const bool is_sent = copy && copy->direction == stanza::carbons::Direction::Sent;
              const std::string to = is_sent ? std::string(copy->original.attribute("to")) : std::string();
              if (is_sent && !last.empty() && last != to) return std::vector<xml::Element>();
              last = to;
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
