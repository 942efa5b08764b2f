#pragma once
// Fast Authentication Streamlining Tokens (XEP-0484 version 0.2.0): a secret that the server gives with one login and that makes the next
// one short.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::fast {

inline constexpr const char* kNs = "urn:xmpp:fast:0";

/// <fast/> among what SASL2 offers inline (section 3.1).
struct Feature {
  std::vector<std::string> mechanisms;  ///< in the server's order of preference
  [[nodiscard]] xml::Element write() const;
  /// Nothing without a mechanism.
  [[nodiscard]] static std::optional<Feature> parse(const xml::Element& element);
  friend bool operator==(const Feature&, const Feature&) = default;
};

/// In a login: a token for that mechanism is wanted (section 3.2).
struct RequestToken {
  std::string mechanism;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<RequestToken> parse(const xml::Element& element);
  friend bool operator==(const RequestToken&, const RequestToken&) = default;
};

/// In <success/>: a secret (section 3.3).
struct Token {
  std::string token;
  WallTime expiry;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Token> parse(const xml::Element& element);
  friend bool operator==(const Token&, const Token&) = default;
};

/// <fast/> in a login: it is made by a token (sections 3.4 and 3.6).
struct Use {
  std::optional<std::uint64_t> count;  ///< from 1, higher each time
  bool invalidate = false;             ///< the token is given back
  [[nodiscard]] xml::Element write() const;
  /// Nothing where an attribute cannot be read.
  [[nodiscard]] static std::optional<Use> parse(const xml::Element& element);
  friend bool operator==(const Use&, const Use&) = default;
};

}  // namespace assay::stanza::fast
