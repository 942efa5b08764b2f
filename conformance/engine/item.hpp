#pragma once
// What a connection brought, in order: the content of an actor's inbox.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "conformance/engine/tls_records.hpp"
#include "reference/base/machine.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::engine {

/// The peer sends no more, or the connection is gone.
struct Disconnected {
  bool entirely = false;  ///< false: the peer finished, we could still send
  CloseReason reason = CloseReason::Finished;
  std::string detail;
  bool expected = false;  ///< we closed or finished first
  /// The alert that ended it, close_notify included.
  std::optional<std::uint8_t> alert = {};
};

/// A line of a client's shim.
struct ShimEvent {
  std::string line;                           ///< as it came
  std::map<std::string, std::string> fields;  ///< flattened, as match/report_template.hpp says
};

/// `expected`: our own closing tag was out already.
struct PeerClosedStream {
  bool expected = false;
};

using Item = std::variant<xml::StreamOpened, xml::Element, PeerClosedStream, xml::StreamViolation, xml::StreamBroken, TlsRecord,
                          Disconnected, ShimEvent>;

/// For people, on one line; never longer than a few hundred octets.
[[nodiscard]] std::string describe(const Item& item);
/// `text` cut to `octets`, at a character, with "..." where something is missing.
[[nodiscard]] std::string shortened(std::string text, std::size_t octets);
/// What a Closed or a finished peer comes to: "the connection was reset".
[[nodiscard]] std::string describe(const Disconnected& end);

/// `<stream:stream to="example.org" version="1.0">` as it would be written: an opening tag without its end.
[[nodiscard]] std::string opening_tag(const xml::Element& header);

}  // namespace assay::conformance::engine
