#pragma once
// Reads one direction of an XML stream (RFC 6120 section 4): octets in, opening tag, first-level elements and closing tag out. Expat lies
// behind it (the only room that sees it).
//
// Two policies. Restricted is what RFC 6120 section 11 demands of a stream: comments, processing instructions, DTDs, and entities other
// than the five are errors. Permissive accepts comments and processing instructions and reports them as Violation, so that the judge can
// receive, and blame, what is forbidden; what is not well-formed is an error under both. DTDs and entities are refused under both.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::xml {

enum class StreamPolicy { Restricted, Permissive };

/// Limits of one first-level element; the opening tag of the stream obeys them too. Octets are counted as they came.
struct StreamLimits {
  std::size_t element_octets = 262'144;
  std::size_t depth = 32;        ///< levels inside the first-level element, itself included
  std::size_t elements = 4'096;  ///< elements inside the first-level element, itself included
  std::size_t attributes = 64;   ///< of one element
};

struct StreamOpened {
  Element header;                 ///< the opening tag, without content
  std::string default_namespace;  ///< the value of its xmlns attribute, or ""
};
struct StreamElement {
  Element element;
};
struct StreamClosed {};
/// Permissive only: the stream used something that RFC 6120 section 11 forbids.
struct StreamViolation {
  std::string what;  ///< "comment", "processing instruction"
};
/// The stream cannot be read on; after it the reader ignores all input. `condition` is a stream error condition of RFC 6120 section
/// 4.9.3: not-well-formed, restricted-xml, unsupported-encoding, policy-violation, bad-namespace-prefix.
struct StreamBroken {
  std::string condition;
  std::string text;        ///< for people; never holds octets of the peer
  std::size_t line = 0;    ///< 1-based, within what was fed since reset
  std::size_t column = 0;  ///< 1-based
};

using StreamItem = std::variant<StreamOpened, StreamElement, StreamClosed, StreamViolation, StreamBroken>;

class StreamReader {
 public:
  explicit StreamReader(StreamPolicy policy, StreamLimits limits = {});
  ~StreamReader();
  StreamReader(StreamReader&&) noexcept;
  StreamReader& operator=(StreamReader&&) noexcept;

  void feed(ByteView octets);
  /// Items in the order in which they were completed.
  [[nodiscard]] std::optional<StreamItem> next();
  /// If it is between two first-level elements, holds no parser until more octets come: for streams of which there are many and most are idle.
  /// Places in faults are counted anew.
  void rest();
  /// Forgets everything, unread items and unparsed octets included: a stream restart (section 4.3.3), or STARTTLS, where octets
  /// that were pipelined behind <starttls/> must not act (section 5.4.3.3).
  void reset();
  void set_limits(StreamLimits limits);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Where and why a document or fragment is not well-formed.
struct ParseFault {
  std::string what;
  std::size_t line = 1;    ///< 1-based
  std::size_t column = 1;  ///< 1-based, in octets
};

/// A whole element from text, with `default_namespace` in scope for unprefixed names and `prefixes` bound beforehand (prefix, namespace).
/// Restricted policy. For templates, tests and stored stanzas.
[[nodiscard]] std::variant<Element, ParseFault> parse(std::string_view text, std::string_view default_namespace = {},
                                                      const std::vector<std::pair<std::string, std::string>>& prefixes = {},
                                                      StreamLimits limits = {});

}  // namespace assay::xml
