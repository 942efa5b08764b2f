#pragma once
// The features that a server announces behind its stream header (RFC 6120 section 4.3.2).

#include "reference/stream/server_settings.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

/// Mechanisms on offer over this connection (section 6.3.3): PLAIN only under TLS, none while TLS is demanded and
/// absent; with ServerSettings::bind_logins the SCRAM ones with channel binding first.
[[nodiscard]] std::vector<std::string> mechanisms_for(const ServerSettings& settings, const Facts& facts);

/// Those of logins by token (XEP-0484), with channel binding first where there is any; none without TLS.
[[nodiscard]] std::vector<std::string> token_mechanisms_for(const ServerSettings& settings, const Facts& facts);

/// <stream:features/>. Before a demanded TLS it holds nothing but <starttls/> (section 5.3.1).
[[nodiscard]] xml::Element features_for(const ServerSettings& settings, const Facts& facts);

}  // namespace assay::stream
