// Any octets: a tree or diagnostics, never a crash; and every diagnostic can be rendered.

#include <cstddef>
#include <cstdint>

#include "reference/config/yaml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  const assay::config::Source source{"fuzz.yaml", std::string(octets, octets + size)};
  const auto node = assay::config::parse_yaml(source);
  if (!node) {
    const auto text = assay::config::render(node.error());
    return text.empty() ? 1 : 0;
  }
  return 0;
}
