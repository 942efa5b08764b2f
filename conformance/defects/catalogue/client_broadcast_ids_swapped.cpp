#include <string>
#include <utility>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_broadcast_ids_swapped();

Defect client_broadcast_ids_swapped() {
  return {.name = "client-broadcast-ids-swapped",
          .lie = "A client seals each part of a broadcast for the id of another's message.",
          .violates = {"BCL-08b"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              if (upload == nullptr || !is_sealed_upload(*upload)) return just(std::move(element));
              const std::vector<xml::Element*> parts = parts_of(*upload);
              if (parts.size() < 2) return just(std::move(element));
              const std::string first(parts.front()->attribute("id"));
              parts.front()->set_attribute("id", std::string(parts.back()->attribute("id")));
              parts.back()->set_attribute("id", first);
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
