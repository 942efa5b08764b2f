#pragma once
// Block lists at rest (XEP-0191): from whom an account wants nothing. An address on the list stands for itself alone if it has a resource,
// else for every resource, and a domain for everybody there (section 6).
//
// Space "block": key(account, address) -> "". Space "blocks": key(account) -> how many.

#include <cstddef>
#include <string>
#include <vector>

#include "reference/server/context.hpp"

namespace assay::server {

class Blocks {
 public:
  explicit Blocks(const Context& context) : context_(context) {}

  /// Whether the account wants nothing from `peer`. Never its own sessions (section 5).
  [[nodiscard]] bool has(const std::string& account, const jid::Jid& peer) const;
  /// Whether one of the two wants nothing from the other, both accounts of this server.
  [[nodiscard]] bool separate(const jid::Jid& one, const jid::Jid& other) const;
  /// In the order of addresses.
  [[nodiscard]] std::vector<jid::Jid> all(const std::string& account) const;
  [[nodiscard]] std::size_t count(const std::string& account) const;
  void add(const std::string& account, const jid::Jid& peer) const;
  void remove(const std::string& account, const jid::Jid& peer) const;

 private:
  void put_count(const std::string& account, std::size_t count) const;

  const Context& context_;
};

}  // namespace assay::server
