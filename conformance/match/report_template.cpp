#include "conformance/match/report_template.hpp"

#include <fmt/format.h>

#include "conformance/match/trial.hpp"

namespace assay::conformance::match {

Result<void, Mismatch> match(const MapTemplate& wanted, const FlatMap& got, Bindings& bindings, FunctionTable& functions) {
  Trial trial(bindings);
  for (const auto& [path, text] : wanted) {
    const auto found = got.find(path);
    if (found == got.end()) {
      return fail(Mismatch{path, fmt::format("\"{}\"", describe(text)), "nothing"});
    }
    if (auto fits = match(text, found->second, path, trial, functions); !fits) {
      return fits;
    }
  }
  trial.commit();
  return {};
}

}  // namespace assay::conformance::match
