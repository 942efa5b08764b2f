#pragma once
// Where else than among a group's members an account is named in what is kept of it: found by the account, so that nothing of one that
// ends stays (REG-22e), however long ago it left.
//
// Space "group-trace": key(account, group, place of the trace) -> ordered(n).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/server/context.hpp"

namespace assay::server {

enum class TraceIn {
  Changes,  ///< the kept changes; n is the last version that names the account
  Sums,     ///< receipts, and what it wrote before it went; n is the last place in the order when it did
  Waiting,  ///< those who wait for an admin; n is 0
  Invites,  ///< n is 0
};

struct GroupTrace {
  std::string group;
  TraceIn in = TraceIn::Changes;
  std::uint64_t n = 0;
};

class GroupTraces {
 public:
  explicit GroupTraces(const Context& context) : context_(context) {}

  /// In the place of an older one.
  void put(const std::string& account, const GroupTrace& trace) const;
  [[nodiscard]] std::optional<std::uint64_t> find(const std::string& account, const std::string& group, TraceIn in) const;
  /// Nothing happens where `n` is another by now.
  void erase(const std::string& account, const GroupTrace& trace) const;
  [[nodiscard]] std::vector<GroupTrace> of(const std::string& account) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
