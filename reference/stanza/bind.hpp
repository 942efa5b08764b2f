#pragma once
// Resource binding (RFC 6120 section 7).

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza {

/// <bind/>: a client names the resource it would like, or none; the server answers with the full JID.
struct Bind {
  std::string resource;  ///< "" where absent
  std::string jid;       ///< "" where absent
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Bind> parse(const xml::Element& element);
  friend bool operator==(const Bind&, const Bind&) = default;
};

}  // namespace assay::stanza
