#include <cstdint>
#include <cstdlib>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_follows_any_version();

Defect client_follows_any_version() {
  return {.name = "client-follows-any-version",
          .lie = "A client takes a change for the next one, whatever its version is.",
          .violates = {"GRP-20b"},
          .client = [] {
            return lying_to_client([known = std::uint64_t{0}](xml::Element element) mutable {
              xml::Element* change = element.find_child(kGroups, "change");
              const std::uint64_t version = change ? std::strtoull(std::string(change->attribute("new")).c_str(), nullptr, 10) : 0;
              if (version == 0) return just(std::move(element));
              known = known == 0 ? version : known + 1;
              change->set_attribute("prev", std::to_string(known - 1)).set_attribute("new", std::to_string(known));
              if (xml::Element* order = element.find_child(kGroups, "order")) order->set_attribute("version", std::to_string(known));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
