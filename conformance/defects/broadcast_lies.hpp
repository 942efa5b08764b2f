#pragma once
// What defects of broadcasts (spec chapter 05) have in common.

#include <algorithm>
#include <variant>
#include <vector>

#include "conformance/defects/namespaces.hpp"
#include "reference/xml/element.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects {

/// The upload of a broadcast in it; null if there is none.
[[nodiscard]] inline xml::Element* upload_in(xml::Element& element) {
  return element.is(xml::ns::kClient, "iq") ? element.find_child(kBroadcast, "broadcast") : nullptr;
}

/// Its recipients' parts, in their order.
[[nodiscard]] inline std::vector<xml::Element*> parts_of(xml::Element& upload) {
  std::vector<xml::Element*> parts;
  for (xml::Content& content : upload.content()) {
    auto* part = std::get_if<xml::Element>(&content);
    if (part != nullptr && part->is(kBroadcast, "to")) parts.push_back(part);
  }
  return parts;
}

/// Whether a part of it is encrypted.
[[nodiscard]] inline bool is_sealed_upload(xml::Element& upload) {
  return std::ranges::any_of(parts_of(upload), [](const xml::Element* part) { return part->find_child(kOmemo, "encrypted") != nullptr; });
}

}  // namespace assay::conformance::defects
