#pragma once
// Info/query (RFC 6120 section 8.2.3), and replies to any stanza.

#include <optional>
#include <string>
#include <string_view>

#include "reference/stanza/error.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza {

/// <iq type id>PAYLOAD</iq> without addresses. `type` is "get" or "set".
[[nodiscard]] xml::Element request(std::string_view type, std::string_view id, xml::Element payload);
/// An empty result for `iq`: same id, addresses swapped, absent ones left out.
[[nodiscard]] xml::Element result_of(const xml::Element& iq);
[[nodiscard]] xml::Element result_of(const xml::Element& iq, xml::Element payload);
/// An error for any stanza (section 8.3.1): same name and id, addresses swapped, the original's content left out.
[[nodiscard]] xml::Element error_of(const xml::Element& stanza, const StanzaError& error);

/// The request's payload: the only child element of an iq of type get or set, or nullptr (section 8.2.3 rule 4).
[[nodiscard]] const xml::Element* payload_of(const xml::Element& iq);

}  // namespace assay::stanza
