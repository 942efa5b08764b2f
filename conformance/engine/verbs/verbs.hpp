#pragma once
// The families of built-in sentences. Each makes the deeds of its own verbs and answers null for all others.

#include <memory>

#include "conformance/engine/deed.hpp"

namespace assay::conformance::engine::verbs {

[[nodiscard]] std::unique_ptr<Deed> stream(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> ending(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> sending(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> receiving(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> absence(Cue cue);
/// `receives nothing` that an event of the scenario's own decides.
[[nodiscard]] std::unique_ptr<Deed> absence_until(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> code(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> said(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> wake_up(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> server_side(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> client_shim(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> time(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> whole_server(Cue cue);
[[nodiscard]] std::unique_ptr<Deed> store(Cue cue);

}  // namespace assay::conformance::engine::verbs
