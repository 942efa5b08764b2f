#pragma once
// SASL elements (RFC 6120 section 6.4). Their content is octets; base64 is undone here.

#include <optional>
#include <string>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::sasl {

struct Mechanisms {
  std::vector<std::string> names;  ///< in the server's order of preference
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Mechanisms> parse(const xml::Element& element);
  friend bool operator==(const Mechanisms&, const Mechanisms&) = default;
};

/// Octets of an <auth/>, <challenge/>, <response/> or <success/>: nothing where the element is empty ("no data"), "" for "=" ("empty
/// data", section 6.4.2). Faulty where it is no base64.
struct Payload {
  std::optional<Bytes> octets;
  bool faulty = false;
  [[nodiscard]] static Payload of(const xml::Element& element);
  friend bool operator==(const Payload&, const Payload&) = default;
};

[[nodiscard]] xml::Element auth(const std::string& mechanism, const std::optional<Bytes>& initial_response);
[[nodiscard]] xml::Element challenge(ByteView octets);
[[nodiscard]] xml::Element response(ByteView octets);
[[nodiscard]] xml::Element success(const std::optional<Bytes>& octets);
[[nodiscard]] xml::Element abort();

struct Failure {
  std::string condition;  ///< section 6.5: "not-authorized", ...
  std::string text;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Failure> parse(const xml::Element& element);
  friend bool operator==(const Failure&, const Failure&) = default;
};

}  // namespace assay::stanza::sasl
