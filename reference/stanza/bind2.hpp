#pragma once
// Bind 2 (XEP-0386 version 1.1.0): a resource, and what else a session begins with, inside the login.

#include <optional>
#include <string>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza::bind2 {

inline constexpr const char* kNs = "urn:xmpp:bind:0";

/// <bind/> among what SASL2 offers inline (section 3.1): which features a session can begin with.
struct Feature {
  std::vector<std::string> vars;  ///< namespaces
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Feature> parse(const xml::Element& element);
  friend bool operator==(const Feature&, const Feature&) = default;
};

/// <bind/> in a login (section 3.2).
struct Bind {
  std::string tag;                    ///< what the resource begins with, or ""
  std::vector<xml::Element> enables;  ///< of other namespaces
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Bind> parse(const xml::Element& element);
  friend bool operator==(const Bind&, const Bind&) = default;
};

/// <bound/> in <success/>.
struct Bound {
  std::vector<xml::Element> answers;  ///< of the enabled features, where they define any
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Bound> parse(const xml::Element& element);
  [[nodiscard]] const xml::Element* find(std::string_view ns, std::string_view local) const;
  friend bool operator==(const Bound&, const Bound&) = default;
};

}  // namespace assay::stanza::bind2
