#pragma once
// One accepted connection: its stream, what has not left yet, and its session once a resource is bound.

#include <cstdint>
#include <memory>
#include <optional>

#include "reference/base/machine.hpp"
#include "reference/server/login_name.hpp"
#include "reference/server/session.hpp"
#include "reference/stream/server_stream.hpp"

namespace assay::server {

class Connection {
 public:
  Connection(Conn id, Endpoint peer, stream::ServerStream stream) : id_(id), peer_(std::move(peer)), stream_(std::move(stream)) {}

  [[nodiscard]] Conn id() const { return id_; }
  [[nodiscard]] const Endpoint& peer() const { return peer_; }
  [[nodiscard]] stream::ServerStream& stream() { return stream_; }
  [[nodiscard]] const stream::ServerStream& stream() const { return stream_; }
  /// Who has logged in; "" before it.
  [[nodiscard]] LoginName login() const { return login_name(stream_.facts().username); }

  /// Octets given to this connection that have not left, those of the open turn included.
  [[nodiscard]] std::size_t unsent() const { return static_cast<std::size_t>(released_ - left_) + stream_.output_octets(); }
  /// Where the next octet will stand, counted from the connection's first.
  [[nodiscard]] std::uint64_t queued() const { return released_ + stream_.output_octets(); }
  [[nodiscard]] std::uint64_t left() const { return left_; }
  void released(std::size_t octets) { released_ += octets; }
  void octets_left(std::size_t octets) { left_ += octets; }

  std::unique_ptr<Session> session;
  std::uint64_t login_generation = 0;      ///< of the account, or its companion, when it logged in; 0 before
  std::string challenge;                   ///< before login: what a companion that claims its token has to sign; "" until it asks
  std::size_t failed_logins_said = 0;      ///< of the stream's failed logins, how many the log has heard of
  bool touched = false;                    ///< something happened to it in this turn
  std::size_t streams_released = 0;        ///< stream().streams() when output last left
  bool finished = false;                   ///< Finish was released
  bool cut = false;                        ///< Abort was decided: nothing more leaves
  std::optional<Instant> cut_at;           ///< an ended connection whose peer does not close
  Instant heard_at{};                      ///< when octets last came from it
  bool awaits_answer = false;              ///< it was pinged, and nothing has come since
  std::optional<Instant> idle_at;          ///< when the router looks whether it is silent; nothing before it has a session
  std::optional<Instant> listed_deadline;  ///< under which the router's list of deadlines has it

 private:
  Conn id_;
  Endpoint peer_;
  stream::ServerStream stream_;
  std::uint64_t released_ = 0;
  std::uint64_t left_ = 0;
};

}  // namespace assay::server
