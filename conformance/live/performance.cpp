#include "conformance/live/performance.hpp"

namespace assay::conformance::live {

Performance::Performance(net::EventLoop& loop, std::unique_ptr<engine::Play> play, RandomSource& random, PerformanceOptions options,
                         std::function<void()> ended)
    : loop_(loop), play_(std::move(play)), options_(std::move(options)), ended_(std::move(ended)), machine_(*play_, [this] {
        loop_.post([this, alive = std::weak_ptr<int>(alive_)] {
          if (!alive.expired()) after_turn();
        });
      }) {
  host_ = std::make_unique<net::TcpHost>(loop_, machine_, random, net::TcpHostOptions{options_.tls, options_.source_address});
}

Performance::~Performance() {
  shims_.clear();
  host_.reset();
}

void Performance::start() {
  play_->start(loop_.now());
  host_->poke();
}

void Performance::code(std::string_view number, std::string_view code) {
  play_->code(number, code, loop_.now());
  host_->poke();
}

void Performance::wake_up(std::string_view node, std::string_view said) {
  play_->wake_up(node, said, loop_.now());
  host_->poke();
}

void Performance::after_turn() {
  bool changed = false;
  while (auto wanted = play_->next_listen()) {
    const auto bound = host_->listen(wanted->actor, {"127.0.0.1", 0});
    if (bound) play_->listening(wanted->actor, *bound, loop_.now());
    changed = true;
  }
  while (auto number = play_->next_code_wanted()) {
    if (options_.want_code) options_.want_code(std::move(*number));
  }
  while (const auto order = play_->next_stage_order()) obey(*order);
  while (auto said = play_->next_shim_line()) {
    if (Process* process = shim(said->actor)) process->write(said->line);
  }
  if (changed) host_->poke();
  if (play_->finished() && !told_) {
    told_ = true;
    loop_.post(ended_);
  }
}

void Performance::obey(const engine::StageOrder& order) {
  const auto answer = [this, alive = std::weak_ptr<int>(alive_)](engine::StageAnswer said) {
    if (alive.expired()) return;
    play_->stage_answered(std::move(said), loop_.now());
    host_->poke();
  };
  if (options_.obey) return options_.obey(order, answer);
  answer({engine::StageAnswer::Outcome::Cannot, "the target is shared with others: nothing can be done to the whole of it"});
}

Process* Performance::shim(const std::string& actor) {
  if (const auto found = shims_.find(actor); found != shims_.end()) return found->second.get();
  if (options_.client_command.empty()) return nullptr;
  Process::Callbacks callbacks;
  callbacks.line = [this, actor](std::string_view line) {
    play_->shim_said(actor, line, loop_.now());
    host_->poke();
  };
  callbacks.ended = [this, actor](const std::string& how) {
    play_->shim_said(actor, "{\"event\":\"ended\",\"reason\":\"" + how + "\"}", loop_.now());
    host_->poke();
  };
  std::map<std::string, std::string> environment;
  if (!options_.source_address.empty()) environment["ASSAY_SOURCE_ADDRESS"] = options_.source_address;
  auto started = Process::start(loop_, options_.client_command, {}, environment, {}, std::move(callbacks));
  if (!started) return nullptr;
  return (shims_[actor] = std::move(*started)).get();
}

}  // namespace assay::conformance::live
