#pragma once
// Collects what is wrong while a file is read, up to as many as somebody reads.

#include <string>
#include <utility>

#include "reference/config/diagnostic.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

class Faults {
 public:
  /// More are dropped: each carries its line and may need a costly suggestion.
  static constexpr std::size_t kMost = 100;

  [[nodiscard]] bool full() const { return list_.size() >= kMost; }
  [[nodiscard]] bool empty() const { return list_.empty(); }

  void blame(const config::Source& source, config::Place place, std::size_t length, std::string message, std::string help = {}) {
    if (!full()) {
      list_.push_back(config::error_at(source, place, length, std::move(message), std::move(help)));
    }
  }
  /// Underlines a node where it stands on one line, else its first octet.
  void blame(const config::Source& source, const config::Node& node, std::string message, std::string help = {}) {
    const bool on_one_line = node.is_scalar() && node.end.line == node.place.line && node.end.column >= node.place.column;
    blame(source, node.place, on_one_line ? node.end.column - node.place.column + 1 : 1, std::move(message), std::move(help));
  }
  void add(const config::Diagnostics& more) {
    for (const auto& diagnostic : more) {
      if (!full()) {
        list_.push_back(diagnostic);
      }
    }
  }
  [[nodiscard]] config::Diagnostics take() { return std::move(list_); }

 private:
  config::Diagnostics list_;
};

}  // namespace assay::conformance::language
