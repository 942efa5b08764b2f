#include <algorithm>

#include "conformance/defects/catalogue.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

std::string stamp(const xml::Element& element) {
  const xml::Element* delay = element.find_child("urn:xmpp:delay", "delay");
  return delay == nullptr ? std::string() : std::string(delay->attribute("stamp"));
}

}  // namespace

Defect backlog_by_stamp();

Defect backlog_by_stamp() {
  return {.name = "backlog-by-stamp",
          .lie = "What waited is sorted by the server's time of day, whatever happened to that meanwhile.",
          .violates = {"OFF-07", "OFF-21"},
          .wire =
              [] {
                return lying_to_client([held = std::vector<xml::Element>()](xml::Element element) mutable {
                  if (is_delayed(element)) {
                    held.push_back(std::move(element));
                    return std::vector<xml::Element>();
                  }
                  std::stable_sort(held.begin(), held.end(),
                                   [](const xml::Element& a, const xml::Element& b) { return stamp(a) < stamp(b); });
                  std::vector<xml::Element> out = std::exchange(held, {});
                  out.push_back(std::move(element));
                  return out;
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
