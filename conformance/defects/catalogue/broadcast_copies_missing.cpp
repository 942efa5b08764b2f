#include <utility>

#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect broadcast_copies_missing();

Defect broadcast_copies_missing() {
  return {.name = "broadcast-copies-missing",
          .lie = "A server copies nothing of a broadcast for the owner's other devices and sessions.",
          .violates = {"BCL-18"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              if (upload == nullptr) return just(std::move(element));
              for (xml::Element* part : parts_of(*upload)) part->append("urn:xmpp:carbons:2", "private");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
