#pragma once
// SASL Channel-Binding Type Capability (XEP-0440): which types of channel binding a server can use over this connection.

#include <optional>
#include <string>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kChannelBindingNs = "urn:xmpp:sasl-cb:0";

struct ChannelBindingTypes {
  std::vector<std::string> names;  ///< "tls-exporter" (RFC 9266), "tls-server-end-point", "tls-unique" (RFC 5929)
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<ChannelBindingTypes> parse(const xml::Element& element);
  friend bool operator==(const ChannelBindingTypes&, const ChannelBindingTypes&) = default;
};

}  // namespace assay::stanza
