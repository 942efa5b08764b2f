#pragma once
// Push notifications (XEP-0357): by whom a device wants to be woken while it is off (spec chapter 08).

#include <optional>
#include <string>

#include "reference/jid/jid.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::push {

inline constexpr const char* kNs = "urn:xmpp:push:0";

/// <enable jid node/> (section 5): the service reaches the device at that node, and takes wake-ups for it with that secret.
struct Enable {
  jid::Jid service;
  std::string node;    ///< "" where the service needs none
  std::string secret;  ///< of the publish options; "" where the service wants none
  [[nodiscard]] xml::Element write() const;
  /// Other publish options are ignored.
  [[nodiscard]] static std::optional<Enable> parse(const xml::Element& element);
  friend bool operator==(const Enable&, const Enable&) = default;
};

/// <disable jid node/> (section 6).
struct Disable {
  jid::Jid service;
  std::optional<std::string> node;  ///< nothing: whatever it is
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Disable> parse(const xml::Element& element);
  friend bool operator==(const Disable&, const Disable&) = default;
};

}  // namespace assay::stanza::push
