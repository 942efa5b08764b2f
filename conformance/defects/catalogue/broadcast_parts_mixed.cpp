#include <utility>
#include <vector>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The upload in an iq, or nothing.
}  // namespace

Defect broadcast_parts_mixed();

Defect broadcast_parts_mixed() {
  return {.name = "broadcast-parts-mixed",
          .lie = "Each recipient of a broadcast gets what is meant for the first.",
          .violates = {"BCL-08"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              const xml::Element* first = upload ? upload->find_child(kBroadcast, "to") : nullptr;
              if (!first) return just(std::move(element));
              const std::vector<xml::Content> part = first->content();
              for (xml::Content& content : upload->content()) {
                auto* to = std::get_if<xml::Element>(&content);
                if (to && to->local() == "to") to->content() = part;
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
