#pragma once
// XMPP Ping (XEP-0199 version 2.0).

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kPingNs = "urn:xmpp:ping";

/// <ping/>
[[nodiscard]] xml::Element ping();

}  // namespace assay::stanza
