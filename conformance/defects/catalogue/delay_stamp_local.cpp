#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delay_stamp_local();

Defect delay_stamp_local() {
  return {.name = "delay-stamp-local", .lie = "Delays are stamped in local time with an offset.", .violates = {"XEP0203-2-a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* delay = element.find_child("urn:xmpp:delay", "delay");
              if (const auto stamp = delay ? from_date_time(delay->attribute("stamp")) : std::nullopt) {
                std::string local = date_time(*stamp + std::chrono::hours{2});
                delay->set_attribute("stamp", local.replace(local.size() - 1, 1, "+02:00"));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
