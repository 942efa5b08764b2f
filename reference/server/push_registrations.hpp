#pragma once
// By whom devices want to be woken (OFF-14): one push service a device.
//
// Space "push": key(account, device) -> fields(service, node, secret, failures in a row). The secret is kept as it is, because the service
// wants to see it.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/server/turn.hpp"

namespace assay::server {

struct PushRegistration {
  std::string service;
  std::string node;
  std::string secret;
  std::uint64_t failures = 0;  ///< of its wake-ups, in a row
};

class PushRegistrations {
 public:
  explicit PushRegistrations(Turn& turn) : turn_(turn) {}

  [[nodiscard]] std::optional<PushRegistration> find(const std::string& account, const std::string& device);
  void put(const std::string& account, const std::string& device, const PushRegistration& registration);
  void erase(const std::string& account, const std::string& device);

 private:
  Turn& turn_;
};

}  // namespace assay::server
