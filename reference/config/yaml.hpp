#pragma once
// YAML made safe (design: scenario language, "YAML, made safe"): one document, no duplicate keys, anchors, aliases or tags, and no text
// that a
// '#' cut off silently. yaml-cpp lies behind it (the only room that sees it).

#include <cstddef>
#include <filesystem>

#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/node.hpp"
#include "reference/config/source.hpp"

namespace assay::config {

struct YamlLimits {
  std::size_t octets = 1'048'576;  ///< of the text: far above any hand-written file
  std::size_t depth = 64;          ///< nested sequences and maps
};

/// An empty text is Null. On failure every fault that could be found is in the list, in order of the text.
[[nodiscard]] Result<Node, Diagnostics> parse_yaml(const Source& source, YamlLimits limits = {});

/// The file's text, named as the path is given; a diagnostic without a line where it can't be read or exceeds `limits`.
[[nodiscard]] Result<Source, Diagnostics> read_source(const std::filesystem::path& path, YamlLimits limits = {});

}  // namespace assay::config
