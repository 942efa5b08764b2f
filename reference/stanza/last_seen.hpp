#pragma once
// When an account was last there (XEP-0012 version 2.0), and who may ask (spec chapter 04).

#include <chrono>
#include <optional>
#include <string_view>

#include "reference/xml/element.hpp"

namespace assay::stanza::last_seen {

inline constexpr const char* kNs = "jabber:iq:last";
inline constexpr const char* kPrivacyNs = "urn:cxmpp:privacy:1";

/// <query seconds/>: so long ago; 0 of somebody who is there. A request is empty.
struct Last {
  std::chrono::seconds ago{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Last> parse(const xml::Element& element);
  friend bool operator==(const Last&, const Last&) = default;
};

enum class Audience { Everyone, Contacts, Nobody };
/// "everyone", "contacts", "nobody"
[[nodiscard]] std::string_view name_of(Audience audience);

/// <privacy last-seen/>: set with the attribute, asked for without, answered with it.
struct Privacy {
  std::optional<Audience> last_seen;
  [[nodiscard]] xml::Element write() const;
  /// Nothing if it names no such audience.
  [[nodiscard]] static std::optional<Privacy> parse(const xml::Element& element);
  friend bool operator==(const Privacy&, const Privacy&) = default;
};

}  // namespace assay::stanza::last_seen
