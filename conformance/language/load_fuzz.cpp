// Any octets as a scenario, as a library and as a chapter: a tree or diagnostics, never a crash; and in canonical form, once and for all.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "conformance/language/format.hpp"
#include "conformance/language/load.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
  using namespace assay;
  using namespace assay::conformance::language;
  const config::Source source{"fuzz.yaml", std::string(octets, octets + size)};
  config::Diagnostics diagnostics;
  RequirementTable requirements;
  parse_requirements(source, requirements, diagnostics);
  CapabilityTable capabilities;
  parse_capabilities(source, capabilities, diagnostics);
  Library library;
  library.add_scope({source}, diagnostics);
  const auto of_library = lint(library);
  diagnostics.insert(diagnostics.end(), of_library.begin(), of_library.end());
  if (const auto scenario = load_scenario(source, library); !scenario) {
    diagnostics.insert(diagnostics.end(), scenario.error().begin(), scenario.error().end());
  }
  if (const auto once = formatted(source)) {
    const auto twice = formatted({source.name, *once});
    if (!twice || *twice != *once) std::abort();
  }
  return config::render(diagnostics).empty() == diagnostics.empty() ? 0 : 1;
}
