#pragma once
// Stream errors (RFC 6120 section 4.9).

#include <optional>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::stanza {

struct StreamError {
  std::string condition = "undefined-condition";      ///< section 4.9.3: "host-unknown", ...
  std::string text;                                   ///< English, for people; may be empty
  std::string application;                            ///< name in urn:cxmpp:errors:1 ("replaced"), or ""
  std::optional<xml::Element> detail = std::nullopt;  ///< an application-specific condition of another namespace (section 4.9.4)

  /// <stream:error/>
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<StreamError> parse(const xml::Element& element);
  friend bool operator==(const StreamError&, const StreamError&) = default;
};

}  // namespace assay::stanza
