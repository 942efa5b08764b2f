#pragma once
// When a device is woken (OFF-14): something waits for it and it is not connected; and then not again within Limits::push_pace, whatever
// comes. What that time is about is in memory: a server that starts again may wake a device sooner, and has forgotten whom it owed a
// wake-up.

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reference/server/context.hpp"
#include "reference/server/push_registrations.hpp"

namespace assay::server {

/// One for each server; it outlives the server's turns.
class WakeUps {
 public:
  /// Something waits for the device: it is woken behind this turn, or when its pause is over, or not at all if it is connected or has no
  /// registration.
  void want(const Context& context, const std::string& account, const std::string& device);
  /// The device is there: nothing is owed to it.
  void came(const std::string& account, const std::string& device);
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  /// Pauses have ended.
  void due(const Context& context);
  /// Looks at what became of wake-ups: registrations whose service fails again and again, or knows of no such device, are dropped.
  void take_results(const Context& context);

 private:
  using Device = std::pair<std::string, std::string>;  // account, device
  struct Sent {
    Device device;
    std::string node;
  };

  void wake(const Context& context, const Device& device, const PushRegistration& registration);
  void pause(const Context& context, const Device& device, bool owed);
  void has_failed(const Context& context, const Device& device, PushRegistration registration);

  std::map<Device, bool> paused_;                      // woken within push_pace; whether it is owed another one
  std::deque<std::pair<Instant, Device>> pause_ends_;  // the earliest first
  std::optional<Instant> not_before_;                  // where one turn was too short for all that was due
  std::map<std::uint64_t, Sent> under_way_;            // by number
  std::uint64_t last_number_ = 0;
};

}  // namespace assay::server
