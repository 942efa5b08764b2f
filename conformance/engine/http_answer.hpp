#pragma once
// An answer of HTTP/1.1 (RFC 9112) that reaches an actor, as an element, so that scenarios judge it as they judge stanzas:
//
//     <answer status='201'><field name='content-length'>0</field><body octets='3' sha256='hexadecimal'>abc</body></answer>
//
// in jabber:client, whose matching is lenient. Names of fields are in small letters. The body is there if it is text without control
// characters; its hash always is. XML never begins as an answer does.

#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::engine {

class HttpAnswerReader {
 public:
  /// What more than this comes is not kept.
  static constexpr std::size_t kMostOctets = 33'554'432;

  /// Whether octets that begin so are an answer.
  [[nodiscard]] static bool begins(ByteView octets) { return octets.starts_with("HTTP/"); }
  [[nodiscard]] bool has_begun() const { return has_begun_; }
  /// The answer was handed out: whatever follows is no surprise.
  [[nodiscard]] bool is_done() const { return is_done_; }

  void feed(ByteView octets);
  /// Once: when as much of a body came as was announced, or the peer sends no more. Interim answers (1xx) are passed over.
  [[nodiscard]] std::optional<xml::Element> next(bool peer_finished);

 private:
  [[nodiscard]] bool pass_interim();

  Bytes octets_;
  bool has_begun_ = false;
  bool is_done_ = false;
};

}  // namespace assay::conformance::engine
