#pragma once
// The media host (spec chapter 10): puts and gets files over HTTP/1.1 inside TLS, one request a connection. It knows no accounts: a slot
// says what may be put, and whoever knows a file's name may get it. Nothing in it says what a file holds.

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/crypto/sha256_stream.hpp"
#include "reference/media/request.hpp"
#include "reference/media/shelf.hpp"
#include "reference/media/slot.hpp"

namespace assay::media {

/// Bounds of one host, whatever it is configured to.
struct HostBounds {
  std::size_t connections = 256;  ///< others are cut
  std::size_t connections_per_address = 32;
  Duration head_time = std::chrono::seconds{10};     ///< for TLS and a request's head, and for the end behind an answer
  Duration transfer_time = std::chrono::minutes{1};  ///< for a file, and a second for each `slowest` octets of it
  std::uint64_t slowest = 16'384;
  std::size_t unsent = 262'144;  ///< octets of an answer that wait to leave
};

struct HostConfig {
  Bytes secret;           ///< the operator's; the server that gives the slots has the same
  Duration media_time{};  ///< how long a file is kept
  HostBounds bounds{};
};

class Host final : public Machine {
 public:
  /// `shelf` outlives it.
  Host(HostConfig config, Shelf& shelf);

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now&) override {}
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  struct Upload {
    std::string id;
    Bytes sha256;
    std::uint64_t left = 0;
    std::unique_ptr<Draft> draft;
    crypto::Sha256Stream hash;
  };
  struct Download {
    std::string id;
    std::uint64_t at = 0;
    std::uint64_t left = 0;
  };
  struct Peer {
    std::string address;
    Instant deadline{};
    RequestReader reader;
    std::optional<Upload> upload;
    std::optional<Download> download;
    std::size_t unsent = 0;
    bool is_answered = false;
  };
  struct Range {
    std::uint64_t at = 0;
    std::uint64_t octets = 0;
  };
  using Fields = std::vector<std::pair<std::string, std::string>>;

  void opened(Conn conn, const Opened& event, const Now& now);
  void received(Conn conn, Peer& peer, ByteView octets, const Now& now);
  void take(Conn conn, Peer& peer, const Now& now);
  void put(Conn conn, Peer& peer, const Now& now);
  void get(Conn conn, Peer& peer, const Now& now);
  void write(Conn conn, Peer& peer, ByteView octets, const Now& now);
  void end_upload(Conn conn, Peer& peer, const Now& now);
  void answer(Conn conn, Peer& peer, unsigned status, const Now& now, const Fields& fields = {});
  void send_head(Conn conn, Peer& peer, unsigned status, const Fields& fields);
  void pump(Conn conn, Peer& peer, const Now& now);
  void finish(Conn conn, Peer& peer, const Now& now);
  void send(Conn conn, Peer& peer, Bytes octets);
  void drop(Conn conn);
  [[nodiscard]] std::optional<Kept> find(const std::string& id, const Now& now);
  void sweep(const Now& now);
  [[nodiscard]] Duration time_for(std::uint64_t octets) const;

  HostConfig config_;
  SlotKey key_;
  Shelf& shelf_;
  std::map<Conn, Peer> peers_;
  std::map<std::string, std::size_t> by_address_;
  std::deque<Action> actions_;
  std::optional<Instant> next_sweep_ = Instant{};  // at once: the shelf may hold what became too old meanwhile
};

}  // namespace assay::media
