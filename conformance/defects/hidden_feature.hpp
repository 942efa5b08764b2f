#pragma once
// A server that can do something and does not list it among its features (XEP-0030).

#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

[[nodiscard]] inline std::unique_ptr<relay::Filter> hiding_feature(std::string var) {
  return lying_to_client([var = std::move(var)](xml::Element element) {
    constexpr const char* kInfo = "http://jabber.org/protocol/disco#info";
    if (xml::Element* query = element.find_child(kInfo, "query")) {
      std::vector<xml::Element> features;
      for (const xml::Element* child : query->children()) {
        if (child->local() == "feature" && child->attribute("var") != var) features.push_back(*child);
      }
      query->remove_children(kInfo, "feature");
      for (xml::Element& feature : features) query->add(std::move(feature));
    }
    return just(std::move(element));
  });
}

}  // namespace assay::conformance::defects::catalogue
