#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect offline_pair_swapped();

Defect offline_pair_swapped() {
  return {.name = "offline-pair-swapped",
          .lie = "Every second message that waited is delivered before the one it followed.",
          .violates = {"OFF-07"},
          .wire =
              [] {
                return lying_to_client([held = std::vector<xml::Element>()](xml::Element element) mutable {
                  if (is_delayed(element) && held.empty()) {
                    held.push_back(std::move(element));
                    return std::vector<xml::Element>();
                  }
                  std::vector<xml::Element> out = just(std::move(element));
                  for (xml::Element& late : held) out.push_back(std::move(late));
                  held.clear();
                  return out;
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
