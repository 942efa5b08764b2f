#pragma once
// The ladder of a play: what went between whom, and when. Secrets are masked before they come in.

#include <string>
#include <string_view>
#include <vector>

#include "conformance/engine/masking.hpp"
#include "reference/base/now.hpp"
#include "reference/xml/element.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::engine {

struct Arrow {
  std::string from;
  std::string to;  ///< empty: a mark on the lane `from`
};

class Transcript {
 public:
  /// Rows after this many are counted only; a row's text is cut at kRowOctets.
  static constexpr std::size_t kRows = 4'000;
  static constexpr std::size_t kRowOctets = 8'192;

  void begin(Instant start) { start_ = start; }
  void set_now(Instant now) { now_ = now; }

  void stanza(const Arrow& arrow, const xml::Element& element);
  /// Opening and closing tags, connections.
  void stream(const Arrow& arrow, std::string summary, std::string full = {});
  void tls(const Arrow& arrow, std::string summary);
  void note(const std::string& lane, std::string text);
  void fault(const Arrow& arrow, std::string text, std::string full = {});
  /// A line to or from a shim.
  void line(const Arrow& arrow, std::string_view json);

  [[nodiscard]] Masking& masking() { return masking_; }
  [[nodiscard]] const Masking& masking() const { return masking_; }
  /// How many rows() there are by now.
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// All rows, scrubbed of everything that is known to be secret by now.
  [[nodiscard]] std::vector<reports::Exchange> rows() const;

 private:
  void add(const Arrow& arrow, std::string summary, std::string full, reports::ExchangeKind kind);

  Instant start_;
  Instant now_;
  Masking masking_;
  std::vector<reports::Exchange> rows_;
  std::size_t left_out_ = 0;
};

/// One line, the most telling first: `message type=chat "hello" id=m1 <delay> to=bob@example.org`.
[[nodiscard]] std::string summary(const xml::Element& element);

}  // namespace assay::conformance::engine
