#pragma once
// The small world of one scenario: a network with a reference server and its disk on it, the relay in front of it where one is wanted, the
// engine's play on a node of its own, and a phone with the reference client for every client actor.

#include <map>
#include <memory>
#include <string>

#include "conformance/engine/play.hpp"
#include "conformance/relay/relay.hpp"
#include "conformance/sabotage/sabotage.hpp"
#include "reference/client/client.hpp"
#include "reference/client/shim.hpp"
#include "reference/media/memory_shelf.hpp"
#include "reference/server/server.hpp"
#include "reference/store/memory.hpp"
#include "sim/kernel/clock.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/trace_hash.hpp"
#include "sim/network/network.hpp"
#include "sim/world/stage.hpp"
#include "sim/world/virtual_host.hpp"

namespace assay::sim::world {

class World {
 public:
  World(const conformance::language::Scenario& scenario, const conformance::language::Case& which,
        const conformance::language::RequirementTable& requirements, const StageOptions& options);
  ~World();

  /// Runs until the play has finished.
  [[nodiscard]] reports::ScenarioReport run();

 private:
  struct Phone;
  struct Process;
  class Codes;
  class WakeUps;

  void build_server(const std::string& limits, bool relayed);
  /// A new process of the server, on what is on the disk.
  void start_server();
  [[nodiscard]] conformance::engine::StageAnswer obey(const conformance::engine::StageOrder& order);
  [[nodiscard]] conformance::engine::StageAnswer search(const std::string& text) const;
  void put_relay_in_front(const StageOptions& options);
  void serve_play();
  void serve_shims();
  Phone& phone(const std::string& actor);
  void carry_files(Phone& phone);
  void take_lines(const std::string& actor, Phone& phone);

  std::uint64_t seed_;
  kernel::Clock clock_;
  kernel::EventQueue queue_{clock_};
  kernel::TraceHash trace_;
  network::Network network_;
  KeyedRandom tls_random_;
  KeyedRandom server_random_;
  /// By what is spoken inside. The engine reaches media hosts, too, and plays them.
  struct Tls {
    host::TlsContexts streams;
    host::TlsContexts files;
    host::TlsContexts either;
  };
  [[nodiscard]] static Tls contexts(const std::string& domain, const Now& now, RandomSource& random);
  Tls tls_;
  conformance::engine::Target target_;

  const conformance::defects::Defect* defect_;
  store::MemoryStore disk_;
  media::MemoryShelf shelf_;
  std::unique_ptr<Codes> codes_;
  std::unique_ptr<WakeUps> wake_ups_;
  server::SilentLog log_;
  server::Config server_config_;
  Duration server_wall_error_{};
  std::unique_ptr<Process> server_;  ///< null while it is down
  std::unique_ptr<conformance::relay::Relay> relay_;
  std::unique_ptr<VirtualHost> relay_host_;
  std::unique_ptr<conformance::engine::Play> play_;
  std::unique_ptr<VirtualHost> play_host_;
  std::map<std::string, std::unique_ptr<Phone>> phones_;
  std::uint16_t next_port_ = 40'000;
};

}  // namespace assay::sim::world
