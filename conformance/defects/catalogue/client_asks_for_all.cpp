#include <cstdint>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_for_all();

Defect client_asks_for_all() {
  return {.name = "client-asks-for-all",
          .lie = "A client begins a new session with whoever told another device of its account something, to ask for it.",
          .violates = {"ENC-21d"},
          .client = [] {
            return lying([asked = std::uint64_t{0}](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer || !is_encrypted_control(element)) return {just(std::move(element)), {}};
              const std::string from(element.attribute("from"));
              xml::Element question(xml::Name{std::string(xml::ns::kClient), "iq"});
              question.set_attribute("type", "set");
              question.set_attribute("id", "all" + std::to_string(++asked));
              question.set_attribute("to", from.substr(0, from.find('/')));
              question.append(kPrekeys, "fetch").set_attribute("device", "31415");
              return {just(std::move(element)), just(std::move(question))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
