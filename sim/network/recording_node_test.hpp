#pragma once
// For the tests of this room: a node that writes down what happens to it and does what it is told.

#include <functional>
#include <string>
#include <vector>

#include "sim/network/network.hpp"

namespace assay::sim::network {

class RecordingNode final : public Node {
 public:
  void accepted(End end, const Endpoint& from, std::uint16_t local_port) override {
    last_end = end;
    note("accepted " + from.host + " on " + std::to_string(local_port));
    if (on_accepted) on_accepted(end);
  }
  void opened(End end) override {
    last_end = end;
    note("opened");
  }
  void received(End end, ByteView octets) override {
    last_end = end;
    all_octets.append(octets);
    pieces.push_back(octets.size());
    note("received " + std::to_string(octets.size()));
    if (on_received) on_received(end, octets);
  }
  void sent(End, std::size_t octets) override { sent_octets += octets; }
  void peer_finished(End end) override {
    last_end = end;
    note("peer finished");
  }
  void closed(End, Ending ending) override {
    note(ending == Ending::Finished ? "finished" : ending == Ending::Reset ? "reset" : "refused");
  }

  std::vector<std::string> log;
  Bytes all_octets;
  std::vector<std::size_t> pieces;
  std::size_t sent_octets = 0;
  End last_end{};
  std::function<void(End)> on_accepted;
  std::function<void(End, ByteView)> on_received;

 private:
  void note(std::string what) { log.push_back(std::move(what)); }
};

/// A link that takes 10 ms each way, and nothing more.
inline LinkProfile ten_milliseconds() { return LinkProfile::both({.delay = Delay::constant(std::chrono::milliseconds{10})}); }

/// Two nodes, "phone" and "server" (listening on 5222), and the link between them, first to second.
struct TwoNodes {
  explicit TwoNodes(const LinkProfile& profile, std::uint64_t seed = 1) : network(queue, trace, seed) {
    phone_id = network.add_node("phone", phone);
    server_id = network.add_node("server", server);
    network.set_link("phone", "server", profile);
    network.listen(server_id, 5222);
  }
  End connect() { return network.connect(phone_id, {"server", 5222}); }
  /// Connected, and the logs empty.
  End connected() {
    const End end = connect();
    run();
    phone.log.clear();
    server.log.clear();
    return end;
  }
  void run() {
    while (queue.run_next()) {
    }
  }
  [[nodiscard]] Duration time() const { return clock.monotonic().time_since_epoch(); }

  kernel::Clock clock;
  kernel::EventQueue queue{clock};
  kernel::TraceHash trace;
  RecordingNode phone;
  RecordingNode server;
  Network network;
  NodeId phone_id{};
  NodeId server_id{};
};

}  // namespace assay::sim::network
