// What is done to the implementation under test as a whole: killed, stopped, started again, paused, its wall clock moved. The stage does
// it; a step waits for its answer.

#include <fmt/core.h>

#include "conformance/engine/verbs/ordered.hpp"
#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine::verbs {

namespace {

using language::Verb;
using What = StageOrder::What;

class WholeServer final : public Ordered {
 public:
  using Ordered::Ordered;

  Progress poll() override {
    if (!asked()) {
      if (std::optional<Stop> stop = begin()) return *std::move(stop);
    }
    return answered("the server ready again");
  }

 private:
  std::optional<Stop> begin() {
    const Verb verb = cue_.step.verb;
    if (verb == Verb::JumpForward || verb == Verb::JumpBack) return jump(verb == Verb::JumpForward ? 1 : -1);
    ServerState& state = cue_.scene.server_state;
    if (verb == Verb::StartServer) {
      if (state != ServerState::Down) return fault("the server was neither killed nor stopped");
      return go(What::Start, ServerState::Running);
    }
    if (state == ServerState::Down) return fault("the server does not run: it was killed or stopped");
    if (verb == Verb::KillServer) return go(What::Kill, ServerState::Down);
    if ((verb == Verb::ResumeServer) != (state == ServerState::Paused)) {
      return fault(state == ServerState::Paused ? "the server is paused" : "the server is not paused");
    }
    if (verb == Verb::StopServer) return go(What::Stop, ServerState::Down);
    if (verb == Verb::PauseServer) return go(What::Pause, ServerState::Paused);
    return go(What::GoOn, ServerState::Running);
  }

  std::optional<Stop> go(What what, ServerState to) {
    cue_.scene.server_state = to;
    ask({what, {}});
    return std::nullopt;
  }

  std::optional<Stop> jump(int way) {
    const std::optional<Duration> span = time_said();
    if (!span) return fault(no_time());
    ask({What::Jump, *span * way});
    return std::nullopt;
  }
};

}  // namespace

std::unique_ptr<Deed> whole_server(Cue cue) {
  switch (cue.step.verb) {
    case Verb::KillServer:
    case Verb::StopServer:
    case Verb::StartServer:
    case Verb::PauseServer:
    case Verb::ResumeServer:
    case Verb::JumpForward:
    case Verb::JumpBack: return std::make_unique<WholeServer>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
