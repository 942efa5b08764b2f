#include "conformance/live/stage.hpp"

#include <algorithm>

#include "reference/tls/certificate.hpp"

namespace assay::conformance::live {
namespace {

// A source address of its own for each play, so that limits per address count for it alone: 127.1.0.1 ... 127.254.254.254.
std::string source_address(std::size_t index) {
  return "127." + std::to_string(1 + index / 64'516 % 254) + "." + std::to_string(1 + index / 254 % 254) + "." +
         std::to_string(1 + index % 254);
}

bool is_loopback(const engine::Target& target) {
  return std::all_of(target.endpoints.begin(), target.endpoints.end(), [](const auto& e) { return e.second.host.starts_with("127."); });
}

}  // namespace

Result<std::unique_ptr<Stage>, std::string> Stage::open(const TargetFile& file, const language::RequirementTable& requirements,
                                                        StageOptions options) {
  std::unique_ptr<Stage> stage(new Stage(std::move(options)));
  stage->requirements_ = &requirements;
  const defects::Defect* defect = stage->options_.defect;
  const LaunchOptions how{.limits = stage->options_.limits, .defect = defect && defects::lies_inside_server(*defect) ? defect->name : ""};
  auto launch = Launch::start(stage->loop_, file, how);
  if (!launch) return fail(launch.error());
  stage->launch_ = std::move(*launch);
  stage->target_ = stage->launch_->target();
  stage->target_.stage = "live";
  if (auto made = stage->make_contexts(); !made) return fail(made.error());
  if (stage->options_.through_relay || (defect && defect->wire)) {
    if (auto put = stage->put_relay_in_front(); !put) return fail(put.error());
  }
  if (!stage->launch_->sms_file().empty()) {
    stage->sms_ = std::make_unique<SmsFile>(stage->loop_, stage->launch_->sms_file(), [raw = stage.get()](auto number, auto code) {
      for (const auto& performance : raw->running_) performance->code(number, code);
    });
  }
  return stage;
}

Stage::~Stage() {
  running_.clear();
  sms_.reset();
  relay_host_.reset();
  launch_.reset();
}

Result<void, std::string> Stage::make_contexts() {
  const WallTime now = loop_.now().wall;
  const auto own =
      tls::self_signed({target_.domain}, tls::KeyKind::EcdsaP256, {now - std::chrono::hours{1}, now + std::chrono::hours{24}}, random_);
  auto server = tls::Context::server(own);
  if (!server) return fail(server.error());
  auto client = tls::Context::client(tls::TrustAnyone{});
  if (!client) return fail(client.error());
  tls_ = {.server = *server, .client = *client};
  return {};
}

Result<void, std::string> Stage::put_relay_in_front() {
  relay::RelayConfig config;
  config.upstream = target_.endpoints;
  config.server_name = target_.domain;
  config.filters = [defect = options_.defect] {
    relay::FilterChain chain;
    if (defect && defect->wire) chain.push_back(defect->wire());
    return chain;
  };
  relay_ = std::make_unique<relay::Relay>(std::move(config));
  relay_host_ = std::make_unique<net::TcpHost>(loop_, *relay_, random_, net::TcpHostOptions{tls_, {}});
  for (auto& [name, at] : target_.endpoints) {
    auto bound = relay_host_->listen(name, {"127.0.0.1", 0});
    if (!bound) return fail(bound.error());
    at = *bound;
  }
  target_.stage = "relay";
  target_.channel_binding = false;
  return {};
}

bool Stage::perform(const std::vector<Casting>& list, const Report& report) {
  next_ = reported_ = 0;
  next_number_ = 0;
  bool interrupted = false;
  loop_.on_signal([&](int) {
    interrupted = true;
    loop_.stop();
  });
  loop_.post([&] { fill(list, report); });
  if (!list.empty()) loop_.run();
  running_.clear();
  return !interrupted;
}

void Stage::fill(const std::vector<Casting>& list, const Report& report) {
  for (auto at = running_.begin(); at != running_.end();) {
    if (!(*at)->play().finished()) {
      ++at;
      continue;
    }
    report((*at)->play().report());
    ++reported_;
    at = running_.erase(at);
  }
  while (running_.size() < options_.jobs && next_ < list.size()) {
    const Casting& casting = list[next_];
    const engine::Chance chance{.seed = options_.seed, .first_number = next_number_};
    next_number_ += casting.scenario->cast.size();
    auto play = std::make_unique<engine::Play>(*casting.scenario, *casting.which, target_, *requirements_, chance);
    PerformanceOptions how{tls_, is_loopback(target_) ? source_address(next_) : std::string(), options_.client_command};
    running_.push_back(
        std::make_unique<Performance>(loop_, std::move(play), random_, std::move(how), [this, &list, &report] { fill(list, report); }));
    ++next_;
    running_.back()->start();
  }
  if (reported_ == list.size()) loop_.stop();
}

}  // namespace assay::conformance::live
