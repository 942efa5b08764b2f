#include "sim/matrix/town.hpp"

#include "conformance/sabotage/sabotage.hpp"
#include "reference/server/server.hpp"
#include "sim/world/mounted_store.hpp"
#include "sim/world/virtual_host.hpp"

namespace assay::sim::matrix {
namespace {

constexpr Duration kRestartTime = std::chrono::milliseconds{200};

}  // namespace

class Town::Codes final : public server::SmsSink {
 public:
  explicit Codes(Town& town) : town_(town) {}
  bool deliver(const server::Sms& sms) override {
    town_.last_code_ = sms.code;
    return true;
  }

 private:
  Town& town_;
};

struct Town::Process {
  explicit Process(Town& town)
      : sabotage(town.options_.defect),
        store(sabotage.store(std::make_unique<world::MountedStore>(town.disk_))),
        server(config_of(town), *store, sabotage.random(town.server_random_), sabotage.sms(*town.codes_), log),
        host(town.queue_, town.network_, sabotage.server(server), town.server_random_, {.name = "server", .tls = {}, .wall_error = {}}) {
    host.listen(kServer.port, "c2s");
  }

  [[nodiscard]] server::Config config_of(const Town& town) const {
    server::Config config;
    config.domain = kDomain;
    config.require_tls = false;
    config.secret = Bytes(32, 's');
    config.limits = sabotage.limits(town.options_.limits);
    return config;
  }

  server::SilentLog log;
  conformance::sabotage::Sabotage sabotage;
  std::unique_ptr<store::Store> store;
  server::Server server;
  world::VirtualHost host;
};

struct Town::Phone {
  Phone(Town& town, const std::string& name, client::Credentials credentials)
      : random(town.options_.seed, "phone/" + name),
        client(config_of(town), random, std::move(credentials)),
        host(town.queue_, town.network_, client, random, {.name = name, .tls = {}, .wall_error = {}}) {}

  [[nodiscard]] static client::Config config_of(const Town& town) {
    client::Config config;
    config.domain = kDomain;
    config.server = kServer;
    config.tls = stream::ClientTls::None;
    config.keep_alive = client::KeepAlive::Off;
    config.scram_memo = town.options_.memo;
    config.encrypt = town.options_.encryption == Encryption::On;
    return config;
  }

  KeyedRandom random;
  client::Client client;
  world::VirtualHost host;
};

struct Town::Guest {
  Guest(Town& town, const std::string& name, Machine& machine)
      : random(town.options_.seed, "guest/" + name),
        host(town.queue_, town.network_, machine, random, {.name = name, .tls = {}, .wall_error = {}}) {}

  KeyedRandom random;
  world::VirtualHost host;
};

Town::Town(const Options& options)
    : network_(queue_, trace_, options.seed),
      server_random_(options.seed, "server"),
      options_(options),
      disk_([this] { power_fails(); }),
      codes_(std::make_unique<Codes>(*this)) {
  if (options.at) disk_.arm(options.breakage, *options.at);
  start_server();
}

Town::~Town() = default;

void Town::start_server() {
  disk_.power_returns();
  server_ = std::make_unique<Process>(*this);
}

// Within a commit: what the turn would have sent leaves nothing behind, for its connections are gone; then the process goes.
void Town::power_fails() {
  for (const auto& [name, phone] : phones_) cut(name);
  for (const auto& [name, guest] : guests_) cut(name);
  queue_.after_event(kernel::Actor{0}, [this] { server_.reset(); });
  at(clock_.monotonic() + kRestartTime, [this] { start_server(); });
}

void Town::add_phone(const std::string& name, client::Credentials credentials) {
  phones_.emplace(name, std::make_unique<Phone>(*this, name, std::move(credentials)));
  network_.set_link(name, "server", network::LinkProfile::lan());
}

client::Client& Town::phone(const std::string& name) { return phones_.at(name)->client; }

void Town::attach(const std::string& name, Machine& machine, const network::LinkProfile& profile) {
  guests_.emplace(name, std::make_unique<Guest>(*this, name, machine));
  network_.set_link(name, "server", profile);
}

void Town::poke(const std::string& name) {
  const auto guest = guests_.find(name);
  guest != guests_.end() ? guest->second->host.poke() : phones_.at(name)->host.poke();
}

void Town::cut_next(const std::string& phone, Breakage direction, std::uint64_t octets) {
  network_.cut_next_at(phone, "server", direction == Breakage::CutUp ? network::Direction::Up : network::Direction::Down, octets);
}

void Town::refuse(const std::string& phone) { network_.refuse(phone, "server"); }
void Town::allow(const std::string& phone) { network_.allow(phone, "server"); }

void Town::at(Instant when, std::function<void()> what) { queue_.schedule(when, kernel::Actor{0}, std::move(what)); }

void Town::run_until(Instant until) {
  take_events();
  while (queue_.next_time() && *queue_.next_time() <= until) {
    queue_.run_next();
    take_events();
  }
  queue_.run_until(until);
}

void Town::take_events() {
  for (const auto& [name, phone] : phones_) {
    bool any = false;
    while (const auto event = phone->client.next_event()) {
      any = true;
      if (listener_) listener_(name, *event);
    }
    if (any) phone->host.poke();  // taking a message acknowledges it
  }
}

}  // namespace assay::sim::matrix
