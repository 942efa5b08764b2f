#pragma once
// The bound sessions of all accounts, by address.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reference/jid/jid.hpp"
#include "reference/server/session.hpp"

namespace assay::server {

class Sessions {
 public:
  /// In the order of binding. The reference is good until a session of the account comes or goes.
  [[nodiscard]] const std::vector<Session*>& of(const std::string& account) const;
  [[nodiscard]] Session* find(const jid::Jid& full) const;
  void add(Session& session);
  void remove(Session& session);
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::unordered_map<std::string, std::vector<Session*>> accounts_;  // never iterated
  std::size_t count_ = 0;
};

}  // namespace assay::server
