#pragma once
// What defects of broadcasts (spec chapter 05) have in common.

#include "conformance/defects/namespaces.hpp"
#include "reference/xml/element.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects {

/// The upload of a broadcast in it; null if there is none.
[[nodiscard]] inline xml::Element* upload_in(xml::Element& element) {
  return element.is(xml::ns::kClient, "iq") ? element.find_child(kBroadcast, "broadcast") : nullptr;
}

}  // namespace assay::conformance::defects
