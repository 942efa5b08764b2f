#pragma once
// A relay between clients and a server, as a machine: it ends TLS on both sides, reads both directions as XML streams, and passes every
// first-level element through a chain of filters. In front of any implementation it is a saboteur (conformance/defects), an observer or
// a recorder, depending on the chain.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>

#include "conformance/relay/filter.hpp"
#include "reference/base/machine.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::relay {

/// Wide: what a server should refuse must reach it.
inline constexpr xml::StreamLimits kRelayLimits{.element_octets = 16'777'216, .depth = 20'000, .elements = 1'000'000, .attributes = 10'000};

struct RelayConfig {
  /// The server behind the relay, by the name of the listener on which a client came: "c2s" (STARTTLS) or "c2s-tls" (direct TLS).
  std::map<std::string, Endpoint> upstream;
  std::string server_name;  ///< SNI towards the server
  /// Makes the chain of one relayed connection. without_channel_binding() is put in front of it.
  std::function<FilterChain()> filters;
  std::size_t output_octets = 33'554'432;  ///< unsent octets per side; above it both sides are cut
};

class Relay final : public Machine {
 public:
  explicit Relay(RelayConfig config);

  /// Where the server listens from now on: connections that are relayed already stay where they are.
  void redirect(std::map<std::string, Endpoint> upstream) { config_.upstream = std::move(upstream); }

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  struct Side {
    Conn conn{};
    xml::StreamReader reader{xml::StreamPolicy::Permissive, kRelayLimits};
    std::string scope;       ///< default namespace of the stream that this side reads
    std::size_t unsent = 0;  ///< octets given to this side and not yet reported as sent
    bool open = false;
    bool finished = false;  ///< we have said that we send no more to this side
    Bytes waiting;          ///< for this side, until it is open
  };
  struct Pair {
    Side client;
    Side server;
    bool direct_tls = false;
    FilterChain chain;
    [[nodiscard]] Side& side(Direction to) { return to == Direction::ToServer ? server : client; }
  };

  void accept(Conn conn, const Opened& opened);
  void connected(Pair& pair);
  void received(Pair& pair, Direction direction, ByteView octets, const Now& now);
  void forward(Pair& pair, Direction direction, xml::StreamItem item, const Now& now);
  void element(Pair& pair, Direction direction, xml::Element element, const Now& now);
  void write(Pair& pair, Direction direction, Bytes octets);
  void finish(Pair& pair, Direction direction);
  void cut(Pair& pair);

  RelayConfig config_;
  std::map<Conn, std::shared_ptr<Pair>> pairs_;  ///< both connections of a pair lead to it
  std::deque<Action> actions_;
  std::uint64_t next_outbound_ = 1;
};

}  // namespace assay::conformance::relay
