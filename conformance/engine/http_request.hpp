#pragma once
// A request of HTTP/1.1 (RFC 9112) that reaches an actor who plays a media host, as an element beside those of http_answer.hpp:
//
//     <request method='GET' path='/x'><field name='host'>example.org</field><body octets='0' sha256='hexadecimal'/></request>
//
// A body that is no text, of either, stands in its attribute base64, if it is not too long. The reader of answers reads requests as well.

#include "reference/base/bytes.hpp"

namespace assay::conformance::engine {

/// A longer body that is no text is not shown.
inline constexpr std::size_t kShownOctets = 262'144;

/// Whether octets that begin so are a request. XML never begins so.
[[nodiscard]] bool begins_request(ByteView octets);

}  // namespace assay::conformance::engine
