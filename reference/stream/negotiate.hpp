#pragma once
// Opening a stream as the receiving entity (RFC 6120 sections 4.2, 4.3 and 4.7).

#include <optional>
#include <string>
#include <string_view>

#include "reference/stanza/stream_error.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::stream {

/// What is wrong with an initial stream header for `domain`, if anything is.
[[nodiscard]] std::optional<stanza::StreamError> header_fault(const xml::StreamOpened& opened, std::string_view domain);

struct ResponseHeader {
  std::string_view from;  ///< our domain
  std::string_view to;    ///< the peer as it called itself, or ""
  std::string_view id;    ///< unpredictable (section 4.7.3)
};
/// The response stream header, XML declaration included.
[[nodiscard]] std::string write(const ResponseHeader& header);

/// Whom to name in the response's `to` (section 4.7.2): the initial header's `from` if that is an address, else "".
[[nodiscard]] std::string response_to(const xml::Element& header);

/// The account that the initial header's `from` names (section 4.7.1), or "".
[[nodiscard]] std::string bare_sender(const xml::Element& header);

inline constexpr std::string_view kClosingTag = "</stream:stream>";

}  // namespace assay::stream
