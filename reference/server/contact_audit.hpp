#pragma once
// How an account asks for numbers (CON-21): whoever counts through a numbering plan is told from whoever has friends. Counts, no numbers.
//
// Space "contact-audit": key(account) -> fields(asked, hits, sequential, hash of the number that a count would go on with).

#include <cstdint>
#include <set>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

struct ContactAudit {
  std::uint64_t asked = 0;       ///< new numbers
  std::uint64_t hits = 0;        ///< of these, those that were "in"
  std::uint64_t sequential = 0;  ///< of these, those that follow another one, of the same request or the end of the one before
};

class ContactAudits {
 public:
  explicit ContactAudits(const Context& context) : context_(context) {}

  [[nodiscard]] ContactAudit find(const std::string& account) const;
  /// The account asked for these numbers, new to it, and so many had accounts. The log hears of it at level debug.
  void count(const Session& session, const std::set<std::string>& numbers, std::uint64_t hits) const;
  void forget(const std::string& account) const;

 private:
  [[nodiscard]] Bytes next_hash(const std::string& account, const std::string& number) const;

  const Context& context_;
};

}  // namespace assay::server
