#include "reference/client/key_safe.hpp"

#include <utility>

namespace assay::client {

KeySafe::KeySafe(Client& client, Write write) : client_(client), write_(std::move(write)), written_(state()) {}

KeySafe::State KeySafe::state() const {
  const std::optional<Keyring>& keyring = client_.keyring();
  return keyring ? State{keyring->account(), keyring->revision()} : State{};
}

std::optional<Event> KeySafe::next_event() { return trouble_ ? std::nullopt : client_.next_event(); }
std::optional<Transfer> KeySafe::next_transfer() { return trouble_ ? std::nullopt : client_.next_transfer(); }

void KeySafe::handle(Conn conn, const assay::Event& event, const Now& now) {
  if (std::holds_alternative<Opened>(event)) open_ = conn;
  if (std::holds_alternative<Closed>(event) && open_ == conn) open_.reset(), paused_ = false, pausing_.reset();
  client_.handle(conn, event, now);
}

void KeySafe::end_turn(const Now& now) {
  client_.end_turn(now);
  if (trouble_ && now.monotonic < again_) return;
  write(now);
  if (!open_ || paused_ == trouble_.has_value()) return;
  paused_ = trouble_.has_value();
  pausing_ = paused_ ? Action{PauseReading{*open_}} : Action{ResumeReading{*open_}};
}

void KeySafe::write(const Now& now) {
  State now_is = state();
  // What no account owns yet is made anew in the next run.
  if (!client_.keyring() || now_is == written_ || !client_.credentials().registered()) return trouble_.reset();
  if (const auto done = write_(*client_.keyring()); !done) {
    trouble_ = done.error();
    again_ = now.monotonic + kKeysAgain;
    return;
  }
  written_ = std::move(now_is);
  trouble_.reset();
}

std::optional<Action> KeySafe::next_action() {
  if (pausing_) return std::exchange(pausing_, std::nullopt);
  return trouble_ ? std::nullopt : client_.next_action();
}

std::optional<Instant> KeySafe::next_deadline() const {
  const std::optional<Instant> theirs = client_.next_deadline();
  if (!trouble_) return theirs;
  return theirs && *theirs < again_ ? theirs : again_;
}

}  // namespace assay::client
