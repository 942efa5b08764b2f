#pragma once
// Two channels over a link that is nothing but two strings, for this room's tests.

#include <algorithm>
#include <string>
#include <vector>

#include "reference/base/random_source.hpp"
#include "reference/tls/certificate.hpp"
#include "reference/tls/channel.hpp"

namespace assay::tls {

inline constexpr std::chrono::seconds kDay{86'400};
inline const WallTime kToday{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
inline const Now kNow{Instant{}, kToday};
inline const Validity kThisMonth{kToday - 15 * kDay, kToday + 15 * kDay};

inline Identity identity_for(const std::string& name, KeyKind kind = KeyKind::Ed25519, const Validity& validity = kThisMonth) {
  KeyedRandom random(1, "identity");
  return self_signed({name}, kind, validity, random);
}

/// One end: a channel and all that came out of it.
struct End {
  Channel channel;
  Bytes received;
  std::vector<TlsFacts> secured;
  std::size_t peer_finished = 0;
  std::vector<std::string> failures;
  Bytes transcript;  // all octets that it gave to the network

  void collect_events() {
    while (auto event = channel.next_event()) {
      if (auto* octets = std::get_if<Received>(&*event)) received.append(octets->bytes);
      if (auto* facts = std::get_if<Secured>(&*event)) secured.push_back(facts->facts);
      if (std::holds_alternative<PeerFinished>(*event)) ++peer_finished;
      if (auto* closed = std::get_if<Closed>(&*event)) failures.push_back(closed->detail);
    }
  }
  Bytes take_output() {
    Bytes octets = channel.take_output();
    transcript += octets;
    return octets;
  }
};

/// Carries octets both ways in pieces of at most `piece` until neither end says more.
inline void carry(End& a, End& b, const Now& now = kNow, std::size_t piece = 1'000'000) {
  const auto one_way = [&](End& from, End& to) {
    const Bytes octets = from.take_output();
    for (std::size_t at = 0; at < octets.size(); at += piece) to.channel.receive(ByteView(octets).substr(at, piece), now);
    to.collect_events();
    return !octets.empty();
  };
  a.collect_events();
  b.collect_events();
  bool moved = true;
  while (moved) {
    moved = one_way(a, b);
    moved = one_way(b, a) || moved;
  }
}

/// A client that trusts `identity` and a server that shows it.
struct Pair {
  explicit Pair(const Identity& identity, Versions versions = Versions::Tls12And13)
      : server_context(*Context::server(identity, versions)), client_context(*Context::client(TrustPem{identity.certificate_pem})) {}

  void secure(const std::string& server_name = "example.org", const Now& now = kNow) {
    server.channel.secure(server_context, TlsSide::Server, "", server_random, now);
    client.channel.secure(client_context, TlsSide::Client, server_name, client_random, now);
  }

  KeyedRandom server_random{7, "server"};
  KeyedRandom client_random{7, "client"};
  Context server_context;
  Context client_context;
  End server;
  End client;
};

}  // namespace assay::tls
