#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect entity_time_local();

Defect entity_time_local() {
  return {.name = "entity-time-local",
          .lie = "The time of the server is local time with its offset, where UTC should stand.",
          .violates = {"XEP0202-2-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* time = element.find_child("urn:xmpp:time", "time");
              xml::Element* utc = time ? time->find_child("urn:xmpp:time", "utc") : nullptr;
              if (const auto stamp = utc ? from_date_time(utc->text()) : std::nullopt) {
                std::string local = date_time(*stamp + std::chrono::hours{2});
                utc->content().clear();
                utc->add_text(local.replace(local.size() - 1, 1, "+02:00"));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
