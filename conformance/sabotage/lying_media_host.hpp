#pragma once
// A media host whose heads of requests and answers are rewritten (defects::MediaLies): a machine around the sound one.

#include <map>

#include "conformance/defects/media_lies.hpp"
#include "reference/base/machine.hpp"

namespace assay::conformance::sabotage {

class LyingMediaHost final : public Machine {
 public:
  /// Both outlive it.
  LyingMediaHost(Machine& sound, const defects::MediaLies& lies) : sound_(sound), lies_(lies) {}

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override { sound_.timer(now); }
  void end_turn(const Now& now) override { sound_.end_turn(now); }
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return sound_.next_deadline(); }

 private:
  struct Talk {
    Bytes head;             ///< as far as it has come
    bool is_heard = false;  ///< the host has it
    bool is_said = false;
    std::size_t taken_out = 0;  ///< octets that the host sent and that never leave: it is to hear that they did
    std::size_t put_in = 0;     ///< octets that leave and that it never sent
  };
  void received(Conn conn, Talk& talk, ByteView octets, const Now& now);
  void pass_head(Conn conn, Talk& talk, const Now& now);
  static std::size_t counted(Talk& talk, std::size_t octets);
  Bytes said(Conn conn, Bytes octets);

  Machine& sound_;
  const defects::MediaLies& lies_;
  std::map<Conn, Talk> talks_;
};

}  // namespace assay::conformance::sabotage
