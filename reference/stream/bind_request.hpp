#pragma once
// Resource binding as the server (RFC 6120 section 7): the request and its answers.

#include <optional>
#include <string>

#include "reference/jid/jid.hpp"
#include "reference/stanza/error.hpp"
#include "reference/xml/element.hpp"

namespace assay::stream {

struct BindRequest {
  xml::Element iq;
  std::string resource;  ///< the one that the client would like, or "" (section 7.6)

  [[nodiscard]] static std::optional<BindRequest> parse(const xml::Element& element);
  [[nodiscard]] xml::Element result(const jid::Jid& bound) const;
  [[nodiscard]] xml::Element error(const stanza::StanzaError& error) const;
};

}  // namespace assay::stream
