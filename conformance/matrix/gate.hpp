#pragma once
// Stands between phones and a server, and hands octets through as they are. It counts them, and ends a connection, or calls somebody, when
// it has counted as far as it was told. Each phone has a listener of its own, which bears its name.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "reference/base/machine.hpp"

namespace assay::conformance::matrix {

class Gate final : public Machine {
 public:
  enum class Direction { Up, Down };  ///< from the phone, from the server

  /// Connections that come from now on go there; nothing: they end at once.
  void lead_to(std::optional<Endpoint> server) { server_ = std::move(server); }
  /// The phone's connections end at once.
  void refuse(const std::string& phone) { refused_.insert(phone); }
  void allow(const std::string& phone) { refused_.erase(phone); }
  /// Ends the phone's connection when so many octets more have gone through in that direction: exactly these arrive.
  void cut_at(const std::string& phone, Direction direction, std::uint64_t octets);
  /// Calls when so many octets more have gone through, of all phones in both directions.
  void call_at(std::uint64_t octets, std::function<void()> what);
  /// Forgets what cut_at() and call_at() told it, and what it has counted.
  void reset();

  [[nodiscard]] std::uint64_t passed(const std::string& phone, Direction direction) const;
  [[nodiscard]] std::uint64_t passed() const { return all_passed_; }

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now&) override {}
  void end_turn(const Now&) override {}
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return std::nullopt; }

 private:
  struct Half {
    Conn other{};
    std::string phone;
    Direction direction = Direction::Up;  ///< of what comes in here
    bool open = false;
    bool ending = false;     ///< nothing that comes in here goes through any more
    std::size_t unsent = 0;  ///< octets given to this half's connection
    Bytes early;             ///< for this half, before it was open
  };
  struct Cut {
    std::string phone;
    Direction direction;
    std::uint64_t octets;
  };

  void opened(Conn conn, const Opened& opened);
  void received(Conn conn, ByteView octets);
  void send(Half& half, Conn conn, ByteView octets);
  void closed(Conn conn);
  void abort_both(Conn conn);
  void drained(Conn conn);

  std::optional<Endpoint> server_;
  std::set<std::string> refused_;
  std::optional<Cut> cut_;
  std::optional<std::pair<std::uint64_t, std::function<void()>>> call_;
  std::map<std::pair<std::string, Direction>, std::uint64_t> passed_;
  std::uint64_t all_passed_ = 0;
  std::map<Conn, Half> halves_;
  std::uint64_t made_ = 0;
  std::deque<Action> due_;
};

}  // namespace assay::conformance::matrix
