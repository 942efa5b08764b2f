#pragma once
// Software version (XEP-0092 version 1.1).

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kVersionNs = "jabber:iq:version";

/// <query xmlns='jabber:iq:version'><name/><version/></query>; a request is empty.
struct Version {
  std::string name;
  std::string version;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Version> parse(const xml::Element& element);
  friend bool operator==(const Version&, const Version&) = default;
};

}  // namespace assay::stanza
