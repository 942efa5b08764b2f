#pragma once
// A client whose keys lie on a disk (ENC-13c): nothing of a turn leaves, and nothing that it brought is told, before the keys are written
// as they are then. Where they cannot be, on a full disk or one that is read alone, everything stands still until they can: what was sealed
// or read by keys that a crash would bring back is neither sent, shown nor acknowledged.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/base/result.hpp"
#include "reference/client/client.hpp"

namespace assay::client {

/// Between two attempts to write what could not be written.
inline constexpr Duration kKeysAgain = std::chrono::seconds{1};

class KeySafe final : public Machine {
 public:
  /// Writes the keys so that they survive a crash, whole or not at all. The error is one sentence.
  using Write = std::function<Result<void, std::string>(const Keyring&)>;
  /// `client` outlives this, and gets its turns from here alone.
  KeySafe(Client& client, Write write);

  [[nodiscard]] Client& client() { return client_; }
  /// Why nothing goes on; nothing while all is well.
  [[nodiscard]] const std::optional<std::string>& trouble() const { return trouble_; }
  /// The client's, as far as the keys behind it are written.
  [[nodiscard]] std::optional<Event> next_event();
  [[nodiscard]] std::optional<Transfer> next_transfer();

  void handle(Conn conn, const assay::Event& event, const Now& now) override;
  void timer(const Now& now) override { client_.timer(now); }
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  /// Whose keys, and their revision: another account begins anew.
  using State = std::pair<std::string, std::uint64_t>;
  [[nodiscard]] State state() const;
  void write(const Now& now);

  Client& client_;
  Write write_;
  State written_;
  std::optional<std::string> trouble_;
  Instant again_{};                // while there is trouble
  std::optional<Conn> open_;       // the client's one connection
  bool paused_ = false;            // it is, by us: what a peer sends piles up at his side
  std::optional<Action> pausing_;  // goes before everything of the client's
};

}  // namespace assay::client
