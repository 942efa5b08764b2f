#pragma once
// The PIN of an account (spec chapter 02): the elements of urn:cxmpp:pin:1.

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza::pin {

inline constexpr const char* kNs = "urn:cxmpp:pin:1";

/// <set pin/>: from now on that is the PIN.
struct Set {
  std::string pin;  ///< secret; whether it is an acceptable one is the server's business
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Set> parse(const xml::Element& element);
  friend bool operator==(const Set&, const Set&) = default;
};

/// <remove/>: there is none any more.
[[nodiscard]] xml::Element remove();
/// <status/>: the question whether there is one.
[[nodiscard]] xml::Element ask_status();

/// <status set/>: the answer.
struct Status {
  bool set = false;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Status> parse(const xml::Element& element);
  friend bool operator==(const Status&, const Status&) = default;
};

}  // namespace assay::stanza::pin
