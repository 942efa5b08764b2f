#pragma once
// What a copy of a message carries (XEP-0280 section 8), for the defects that spoil it.

#include "reference/xml/element.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects {

/// The message inside a copy in that direction, "sent" or "received"; null if `element` is no such copy. Valid as long as `element`.
[[nodiscard]] inline const xml::Element* copied_message(const xml::Element& element, const char* direction) {
  const xml::Element* copy = element.find_child("urn:xmpp:carbons:2", direction);
  const xml::Element* forwarded = copy ? copy->find_child("urn:xmpp:forward:0", "forwarded") : nullptr;
  return forwarded ? forwarded->find_child(xml::ns::kClient, "message") : nullptr;
}

}  // namespace assay::conformance::defects
