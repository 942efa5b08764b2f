#pragma once
// Reads typed values out of a map node: for the server's configuration, targets, baselines, worlds. Faults collect in one list, so that a
// person sees all of them at once; a faulty value reads as its fallback.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/node.hpp"

namespace assay::config {

/// "250ms", "30s", "10m", "12h", "7d"; a bare 0 too.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);
/// Octets: "512", "64KiB", "10MiB", "1GiB".
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// Must not outlive the node, the source and the list. Call `finish` last: it blames the keys nobody asked for.
class MapReader {
 public:
  MapReader(const Source& source, const Node& node, Diagnostics& diagnostics);

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::string required_text(std::string_view key);
  [[nodiscard]] std::string text(std::string_view key, std::string fallback = {});
  /// One of a closed list; the first is the fallback.
  [[nodiscard]] std::string choice(std::string_view key, const std::vector<std::string>& allowed);
  [[nodiscard]] bool flag(std::string_view key, bool fallback);
  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
  [[nodiscard]] Duration duration(std::string_view key, Duration fallback);
  [[nodiscard]] std::uint64_t size(std::string_view key, std::uint64_t fallback);
  /// A list of texts; one text alone counts as a list of one.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  /// The node under a key for a reader of its own, or nullptr.
  [[nodiscard]] const Node* node(std::string_view key);

  void blame(const Node& node, std::string message, std::string help = {});
  /// A diagnostic for each key that was never asked for, with the nearest that was.
  void finish();

 private:
  const Node* scalar(std::string_view key);

  const Source& source_;
  const Node& node_;
  Diagnostics& diagnostics_;
  std::vector<std::string> asked_;
};

}  // namespace assay::config
