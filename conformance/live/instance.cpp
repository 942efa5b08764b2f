#include "conformance/live/instance.hpp"

#include <nlohmann/json.hpp>

#include "conformance/live/file_search.hpp"
#include "reference/tls/certificate.hpp"

namespace assay::conformance::live {
namespace {

using engine::StageAnswer;
using What = engine::StageOrder::What;

bool is_relayed(const InstanceOptions& options) { return options.through_relay || (options.defect && options.defect->wire); }

LaunchOptions launch_options(const InstanceOptions& options) {
  const bool inside = options.defect && defects::lies_inside_server(*options.defect);
  return {.limits = options.limits,
          .encryption_required = options.encryption_required,
          .defect = inside ? options.defect->name : "",
          .sms_url = options.sms_url,
          .relayed = is_relayed(options)};
}

std::string text(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A wake-up's secret, and what it must not say besides.
std::string said_by(const nlohmann::json& wake_up) {
  std::string said = text(wake_up, "secret");
  for (const auto& [name, value] : wake_up.items()) {
    if (name != "service" && name != "node" && name != "secret") said += " and \"" + name + '"';
  }
  return said;
}

StageAnswer cannot(std::string why) { return {StageAnswer::Outcome::Cannot, std::move(why)}; }

StageAnswer answer_of(const Launch::Outcome& outcome, StageAnswer::Outcome otherwise) {
  return outcome ? StageAnswer{} : StageAnswer{otherwise, outcome.error()};
}

}  // namespace

Instance::Instance(net::EventLoop& loop, const TargetFile& file, InstanceOptions options, RandomSource& random, InstanceCallbacks callbacks)
    : loop_(loop),
      options_(std::move(options)),
      random_(random),
      callbacks_(std::move(callbacks)),
      launch_(loop, file, launch_options(options_)) {
  target_ = launch_.target();
}

Instance::~Instance() {
  control_.reset();
  sms_.reset();
  push_.reset();
  relay_host_.reset();
}

void Instance::open(Launch::Told told) {
  launch_.start([this, told = std::move(told)](Launch::Outcome outcome) {
    if (outcome) outcome = look_at_it();
    told(std::move(outcome));
  });
}

// After each start: where it listens, writes its codes and takes commands may have changed.
Launch::Outcome Instance::look_at_it() {
  target_ = launch_.target();
  target_.stage = "live";
  target_.clock_control = !launch_.control().empty();
  control_ = target_.clock_control ? std::make_unique<Control>(loop_, launch_.control()) : nullptr;
  if (!tls_.client) {
    if (auto made = make_contexts(); !made) return made;
  }
  if (is_relayed(options_)) {
    if (auto put = put_relay_in_front(); !put) return put;
  }
  if (!launch_.sms_file().empty() && !sms_) {
    sms_ = std::make_unique<FollowedFile>(loop_, launch_.sms_file(), [this](const nlohmann::json& line) {
      if (!text(line, "to").empty() && !text(line, "code").empty()) callbacks_.code(text(line, "to"), text(line, "code"));
    });
  }
  if (!launch_.push_file().empty() && !push_) {
    push_ = std::make_unique<FollowedFile>(loop_, launch_.push_file(),
                                           [this](const nlohmann::json& line) { callbacks_.wake_up(text(line, "node"), said_by(line)); });
  }
  return {};
}

Launch::Outcome Instance::make_contexts() {
  const WallTime now = loop_.now().wall;
  const auto own =
      tls::self_signed({target_.domain}, tls::KeyKind::EcdsaP256, {now - std::chrono::hours{1}, now + std::chrono::hours{24}}, random_);
  auto server = tls::Context::server(own, tls::Versions::Tls12And13, tls::Protocol::Either);
  if (!server) return fail(server.error());
  auto client = tls::Context::client(tls::TrustAnyone{}, tls::Versions::Tls12And13, tls::Protocol::Either);
  if (!client) return fail(client.error());
  tls_ = {.server = *server, .client = *client};
  // The engine reaches media hosts too, and plays them; the relay is there for streams alone.
  auto relayed = tls::Context::server(own);
  auto onward = tls::Context::client(tls::TrustAnyone{});
  if (!relayed || !onward) return fail(relayed ? onward.error() : relayed.error());
  relay_tls_ = {.server = *relayed, .client = *onward};
  return {};
}

Launch::Outcome Instance::put_relay_in_front() {
  std::map<std::string, Endpoint> upstream = target_.endpoints;
  upstream.erase("media");  // it reads XML
  if (relay_) {
    relay_->redirect(std::move(upstream));
  } else {
    relay::RelayConfig config;
    config.upstream = std::move(upstream);
    config.server_name = target_.domain;
    config.filters = [defect = options_.defect] {
      relay::FilterChain chain;
      if (defect && defect->wire) chain.push_back(defect->wire());
      return chain;
    };
    relay_ = std::make_unique<relay::Relay>(std::move(config));
    relay_host_ = std::make_unique<net::TcpHost>(loop_, *relay_, random_, net::TcpHostOptions{relay_tls_, {}});
  }
  for (auto& [name, at] : target_.endpoints) {
    if (name == "media") continue;
    auto& own = relay_at_[name];
    if (own.port == 0) {
      auto bound = relay_host_->listen(name, {"127.0.0.1", 0});
      if (!bound) return fail(bound.error());
      own = *bound;
    }
    at = own;
  }
  target_.stage = "relay";
  target_.channel_binding = false;
  return {};
}

void Instance::obey(const engine::StageOrder& order, Answer answer) {
  if (order.what == What::Advance || order.what == What::Jump) return set_clock(order, std::move(answer));
  if (order.what == What::Search) return answer(search(order.sought));
  if (!launch_.can_start()) {
    return answer(cannot("the target runs already: what we have not started we can neither end nor start again (`launch:` says how)"));
  }
  switch (order.what) {
    case What::Kill: launch_.kill(); return answer({});
    case What::Stop:
      return launch_.stop([answer](const Launch::Outcome& outcome) { answer(answer_of(outcome, StageAnswer::Outcome::Cannot)); });
    case What::Start: return open([answer](const Launch::Outcome& outcome) { answer(answer_of(outcome, StageAnswer::Outcome::Failed)); });
    case What::Pause: launch_.pause(); return answer({});
    case What::GoOn: launch_.go_on(); return answer({});
    case What::Advance:
    case What::Jump:
    case What::Search: return;
  }
}

StageAnswer Instance::search(const std::string& text) const {
  if (launch_.store_files().empty()) return cannot("the target's ready line names no files of its store");
  const auto found = search_files(launch_.store_files(), engine::AtRest(text));
  if (!found) return cannot(found.error());
  return found->empty() ? StageAnswer{} : StageAnswer{StageAnswer::Outcome::Failed, *found + " holds it"};
}

void Instance::set_clock(const engine::StageOrder& order, Answer answer) {
  if (!control_) return answer(cannot("the target has no clock that can be set: it names no control interface"));
  const auto told = [answer = std::move(answer)](const Result<void, std::string>& outcome) {
    answer(outcome ? StageAnswer{} : cannot("the target's control interface: " + outcome.error()));
  };
  if (order.what == What::Advance) return control_->advance(order.by, told);
  control_->jump(order.by, told);
}

}  // namespace assay::conformance::live
