#pragma once
// What a phone's host does over HTTP for its client (reference/client/transfer.hpp), in virtual time: a machine of its own, with one
// connection for each transfer.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "reference/base/machine.hpp"
#include "reference/client/transfer.hpp"

namespace assay::sim::world {

class Courier final : public Machine {
 public:
  struct Delivered {
    std::uint64_t number = 0;
    client::Transferred result;
  };

  void begin(client::Transfer transfer, const Now& now);
  [[nodiscard]] std::optional<Delivered> next_delivered();

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now&) override {}
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  struct Errand {
    client::Transfer transfer;
    std::string host;  ///< with its port, as the address has it
    std::string path;
    Instant deadline{};
    Bytes answer{};
  };

  void take(Conn conn, Errand& errand, bool is_whole);
  void end(Conn conn, client::Transferred result);

  std::map<Conn, Errand> errands_;
  std::deque<Action> actions_;
  std::deque<Delivered> delivered_;
  std::uint64_t next_ = 1;
};

}  // namespace assay::sim::world
