#pragma once
// Gets a child of a message past a server that would take it out: on the way there it travels in a namespace that the server does not know,
// and behind it in its own again.

#include "conformance/relay/filter.hpp"

namespace assay::conformance::defects {

void smuggle(relay::Direction direction, xml::Element& element, const xml::Name& child);

}  // namespace assay::conformance::defects
