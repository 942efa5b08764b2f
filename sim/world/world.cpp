#include "sim/world/world.hpp"

#include <utility>

#include "conformance/engine/at_rest.hpp"
#include "reference/base/assert.hpp"
#include "reference/media/host.hpp"
#include "reference/tls/certificate.hpp"
#include "sim/world/courier.hpp"
#include "sim/world/mounted_store.hpp"

namespace assay::sim::world {
namespace {

constexpr std::uint16_t kC2sPort = 5222;
constexpr std::uint16_t kC2sTlsPort = 5223;
constexpr std::uint16_t kMediaPort = 8443;
// Nothing that the scenario's network has under way takes longer; timers further away are not in flight.
constexpr Duration kHorizon = std::chrono::seconds{2};
constexpr std::uint64_t kMostEvents = 5'000'000;

host::TlsContexts contexts_for(tls::Protocol protocol, const tls::Identity& identity) {
  const auto server = tls::Context::server(identity, tls::Versions::Tls12And13, protocol);
  const auto client = tls::Context::client(tls::TrustAnyone{}, tls::Versions::Tls12And13, protocol);
  ASSAY_ASSERT(server && client);
  return {.server = *server, .client = *client};
}

Limits limits_named(const std::string& profile) { return profile == "test" ? Limits::test() : Limits{}; }

}  // namespace

// Codes reach the play in the order in which the server sent them, each as an event of its own.
class World::Codes final : public server::SmsSink {
 public:
  explicit Codes(World& world) : world_(world) {}
  bool deliver(const server::Sms& sms) override {
    world_.queue_.schedule(world_.clock_.monotonic(), kernel::Actor{0}, [&world = world_, sms] {
      world.play_->code(sms.to, sms.code, world.queue_.now());
      world.play_host_->poke();
    });
    return true;
  }

 private:
  World& world_;
};

// Push services, to which wake-ups come as codes come to numbers. At some of them nothing works: spec/capabilities.md, `push-failures`.
class World::WakeUps final : public server::PushSink {
 public:
  explicit WakeUps(World& world) : world_(world) {}
  void send(const server::WakeUp& wake_up) override {
    using Outcome = server::WakeUpResult::Outcome;
    const bool fails = wake_up.service == "failing.invalid";
    results_.push_back({wake_up.number, fails ? Outcome::Failed : wake_up.service == "gone.invalid" ? Outcome::Gone : Outcome::Taken});
    world_.queue_.schedule(world_.clock_.monotonic(), kernel::Actor{0}, [&world = world_, wake_up] {
      world.play_->wake_up(wake_up.node, wake_up.secret, world.queue_.now());
      world.play_host_->poke();
    });
  }
  std::vector<server::WakeUpResult> take_results() override { return std::exchange(results_, {}); }

 private:
  World& world_;
  std::vector<server::WakeUpResult> results_;
};

struct World::Phone {
  Phone(World& world, const std::string& name)
      : random(world.seed_, "phone/" + name),
        client({.domain = world.target_.domain, .server = world.target_.endpoints.at("c2s"), .keep_alive = client::KeepAlive::Off}, random),
        shim(client),
        sabotage(world.defect_),
        host(world.queue_, world.network_, sabotage.client(client), random, {.name = "phone-" + name, .tls = world.tls_.streams}),
        courier_random(world.seed_, "courier/" + name),
        courier_host(world.queue_, world.network_, courier, courier_random, {.name = "courier-" + name, .tls = world.tls_.files}) {}
  KeyedRandom random;
  client::Client client;
  client::Shim shim;
  conformance::sabotage::Sabotage sabotage;
  VirtualHost host;
  Courier courier;  ///< of files
  KeyedRandom courier_random;
  VirtualHost courier_host;
};

// All that a crash of the server takes with it.
struct World::Process {
  explicit Process(World& world)
      : sabotage(world.defect_),
        store(sabotage.store(std::make_unique<MountedStore>(world.disk_))),
        server(config_for(world), *store, sabotage.random(world.server_random_), sabotage.sms(*world.codes_), world.log_,
               sabotage.push(*world.wake_ups_)),
        host(world.queue_, world.network_, sabotage.server(server), world.tls_random_,
             {.name = "server", .tls = world.tls_.streams, .wall_error = world.server_wall_error_}),
        media({.secret = world.server_config_.secret,
               .media_time = sabotage.limits(world.server_config_.limits).media_time,
               .bounds = sabotage.media_bounds({})},
              sabotage.shelf(world.shelf_)),
        media_host(world.queue_, world.network_, sabotage.media_host(media), world.tls_random_,
                   {.name = "media", .tls = world.tls_.files, .wall_error = world.server_wall_error_}) {}

  [[nodiscard]] server::Config config_for(const World& world) const {
    server::Config config = world.server_config_;
    config.limits = sabotage.limits(config.limits);
    return config;
  }

  conformance::sabotage::Sabotage sabotage;
  std::unique_ptr<store::Store> store;
  server::Server server;
  VirtualHost host;
  media::Host media;
  VirtualHost media_host;
};

World::World(const conformance::language::Scenario& scenario, const conformance::language::Case& which,
             const conformance::language::RequirementTable& requirements, const StageOptions& options)
    : seed_(derived_seed(options.seed, "world/" + conformance::engine::case_id(scenario, which))),
      network_(queue_, trace_, seed_),
      tls_random_(seed_, "tls"),
      server_random_(seed_, "server"),
      tls_(contexts(options.target.domain, clock_.now(), tls_random_)),
      target_(options.target),
      defect_(options.defect) {
  const bool relayed = options.through_relay || (options.defect && options.defect->wire);
  if (scenario.encryption_required) server_config_.end_to_end = server::EndToEnd::Required;
  target_.encryption_required = scenario.encryption_required;
  build_server(scenario.limits.empty() ? options.target.limits_profile : scenario.limits, relayed);
  if (relayed) put_relay_in_front(options);
  play_ = std::make_unique<conformance::engine::Play>(scenario, which, target_, requirements,
                                                      conformance::engine::Chance{.seed = options.seed, .first_number = std::nullopt});
  play_host_ =
      std::make_unique<VirtualHost>(queue_, network_, *play_, tls_random_, VirtualHost::Options{.name = "engine", .tls = tls_.either});
}

World::~World() = default;

World::Tls World::contexts(const std::string& domain, const Now& now, RandomSource& random) {
  const tls::Validity validity{now.wall - std::chrono::hours{24}, now.wall + std::chrono::hours{24 * 3650}};
  const tls::Identity identity = tls::self_signed({domain}, tls::KeyKind::Ed25519, validity, random);
  return {contexts_for(tls::Protocol::Streams, identity), contexts_for(tls::Protocol::Files, identity),
          contexts_for(tls::Protocol::Either, identity)};
}

void World::build_server(const std::string& limits, bool relayed) {
  codes_ = std::make_unique<Codes>(*this);
  wake_ups_ = std::make_unique<WakeUps>(*this);
  server_config_.domain = target_.domain;
  server_config_.limits = limits_named(limits);
  server_config_.secret = server_random_.bytes(32);
  server_config_.pin_cost = {1, crypto::kArgon2LeastMemory};
  server_config_.minimum_clients = {{"conformance", "2.0"}};
  // As capabilities.md says of `test-numbers`.
  server_config_.test_numbers = {"1999"};
  server_config_.test_code = "135790";
  server_config_.unreachable_numbers = {"19990"};
  server_config_.media_url = "https://media:" + std::to_string(kMediaPort);
  if (!relayed) server_config_.login_binding_listeners = {"c2s", "c2s-tls"};
  start_server();
  target_.endpoints = {{"c2s", {"server", kC2sPort}}, {"c2s-tls", {"server", kC2sTlsPort}}, {"media", {"media", kMediaPort}}};
  target_.limits_profile = limits;
  target_.virtual_time = true;
  target_.stage = "simulator";
}

void World::start_server() {
  server_ = std::make_unique<Process>(*this);
  server_->host.listen(kC2sPort, "c2s");
  server_->host.listen(kC2sTlsPort, "c2s-tls");
  server_->media_host.listen(kMediaPort, "media");
}

// A clean stop is a crash here: a turn is committed before anything of it can be seen, so nothing is left to be written at the end.
conformance::engine::StageAnswer World::obey(const conformance::engine::StageOrder& order) {
  using What = conformance::engine::StageOrder::What;
  switch (order.what) {
    case What::Kill:
    case What::Stop: server_.reset(); break;
    case What::Start: start_server(); break;
    case What::Pause:
      server_->host.freeze();
      server_->media_host.freeze();
      break;
    case What::GoOn:
      server_->host.thaw();
      server_->media_host.thaw();
      break;
    case What::Advance: break;  // never asked for: here time passes for all
    case What::Jump:
      server_wall_error_ += order.by;
      if (server_) {
        server_->host.jump_wall(order.by);
        server_->media_host.jump_wall(order.by);
      }
      break;
    case What::Search: return search(order.sought);
  }
  return {};
}

conformance::engine::StageAnswer World::search(const std::string& text) const {
  using Answer = conformance::engine::StageAnswer;
  const conformance::engine::AtRest sought(text);
  Answer answer;
  disk_.visit([&](std::string_view space, ByteView key, ByteView value) {
    if (sought.is_in(key) || sought.is_in(value))
      answer = {Answer::Outcome::Failed, "a record of the space \"" + std::string(space) + "\" holds it"};
  });
  return answer;
}

void World::put_relay_in_front(const StageOptions& options) {
  conformance::relay::RelayConfig config;
  config.upstream = target_.endpoints;
  config.upstream.erase("media");  // it reads XML
  config.server_name = target_.domain;
  config.filters = [defect = options.defect] {
    conformance::relay::FilterChain chain;
    if (defect && defect->wire) chain.push_back(defect->wire());
    return chain;
  };
  relay_ = std::make_unique<conformance::relay::Relay>(std::move(config));
  relay_host_ =
      std::make_unique<VirtualHost>(queue_, network_, *relay_, tls_random_, VirtualHost::Options{.name = "relay", .tls = tls_.streams});
  for (auto& [listener, at] : target_.endpoints) {
    if (listener == "media") continue;
    relay_host_->listen(at.port, listener);
    at.host = "relay";
  }
  target_.channel_binding = false;
}

reports::ScenarioReport World::run() {
  play_->start(queue_.now());
  play_host_->poke();
  while (!play_->finished()) {
    serve_play();
    if (play_->wants_quiescence()) {
      const Instant horizon = clock_.monotonic() + kHorizon;
      while (queue_.next_time() && *queue_.next_time() <= horizon && play_->wants_quiescence()) {
        queue_.run_next();
        serve_play();
      }
      if (!play_->wants_quiescence()) continue;
      queue_.run_until(horizon);
      play_->quiescent(queue_.now());
      play_host_->poke();
    }
    // A play always has a deadline while it waits, so an empty queue or an endless exchange is a fault of ours.
    if (!queue_.run_next() && !play_->finished()) break;
    ASSAY_ASSERT(queue_.events_run() < kMostEvents);
  }
  reports::ScenarioReport report = play_->report();
  report.trace_hash = trace_.hex();
  return report;
}

void World::serve_play() {
  while (const auto order = play_->next_stage_order()) {
    play_->stage_answered(obey(*order), queue_.now());
    play_host_->poke();
  }
  while (auto wanted = play_->next_listen()) {
    const std::uint16_t port = next_port_++;
    play_host_->listen(port, wanted->actor);
    play_->listening(wanted->actor, {"engine", port}, queue_.now());
    play_host_->poke();
  }
  serve_shims();
}

void World::serve_shims() {
  while (auto said = play_->next_shim_line()) {
    Phone& one = phone(said->actor);
    one.shim.line(said->line, queue_.now());
    one.host.poke();
  }
  for (const auto& [actor, one] : phones_) {
    carry_files(*one);
    take_lines(actor, *one);
  }
}

void World::carry_files(Phone& phone) {
  while (auto delivered = phone.courier.next_delivered()) {
    phone.client.transferred(delivered->number, delivered->result, queue_.now());
    phone.host.poke();
  }
  while (auto transfer = phone.client.next_transfer()) {
    phone.courier.begin(*std::move(transfer), queue_.now());
    phone.courier_host.poke();
  }
}

World::Phone& World::phone(const std::string& actor) {
  auto& slot = phones_[actor];
  if (!slot) slot = std::make_unique<Phone>(*this, actor);
  return *slot;
}

void World::take_lines(const std::string& actor, Phone& phone) {
  bool any = false;
  while (auto line = phone.shim.next_line()) {
    any = true;
    play_->shim_said(actor, phone.sabotage.told(*std::move(line)), queue_.now());
  }
  if (!any) return;
  phone.host.poke();  // taking a message acknowledges it
  play_host_->poke();
}

reports::ScenarioReport perform(const conformance::language::Scenario& scenario, const conformance::language::Case& which,
                                const conformance::language::RequirementTable& requirements, const StageOptions& options) {
  return World(scenario, which, requirements, options).run();
}

}  // namespace assay::sim::world
