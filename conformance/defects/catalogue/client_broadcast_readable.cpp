#include "conformance/defects/broadcast_lies.hpp"
#include "conformance/defects/catalogue.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_broadcast_readable();

Defect client_broadcast_readable() {
  return {.name = "client-broadcast-readable",
          .lie = "A client puts a line for all beside the sealed parts of a broadcast.",
          .violates = {"BCL-08a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              xml::Element* upload = upload_in(element);
              xml::Element* shared = upload != nullptr && is_sealed_upload(*upload) ? upload->find_child(kBroadcast, "payload") : nullptr;
              if (shared != nullptr) shared->append(xml::ns::kClient, "body").add_text("News");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
