#pragma once
// What a server's <stream:features/> announce (RFC 6120 section 4.3.2), as far as a client uses it.

#include <optional>
#include <string>
#include <vector>

#include "reference/stanza/registration.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

/// Logins by SASL2 (XEP-0388), and what can be had inside one.
struct LoginFeatures {
  std::vector<std::string> mechanisms;
  std::optional<std::vector<std::string>> beginnings;  ///< Bind 2 (XEP-0386): namespaces that a session can begin with
  bool resumes = false;                                ///< XEP-0198 section 9.2
  std::vector<std::string> token_mechanisms;           ///< XEP-0484
};

struct ServerFeatures {
  bool starttls = false;
  std::vector<std::string> mechanisms;                       ///< in the server's order
  std::optional<std::vector<std::string>> channel_bindings;  ///< XEP-0440; nothing where the server does not say
  bool bind = false;
  bool acknowledges = false;  ///< urn:cxmpp:ack:1
  bool manages = false;       ///< urn:xmpp:sm:3
  std::optional<LoginFeatures> login;
  std::optional<stanza::registration::Feature> registration;
};

/// Nothing if the element is no <stream:features/>. Features that we don't know are left out.
[[nodiscard]] std::optional<ServerFeatures> server_features(const xml::Element& element);

}  // namespace assay::stream
