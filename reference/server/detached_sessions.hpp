#pragma once
// Sessions whose connection was lost and that their clients may still resume (XEP-0198 section 5), and what is remembered of those that
// nobody resumed in time.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reference/server/session.hpp"

namespace assay::server {

class DetachedSessions {
 public:
  /// The session, which is resumable and has no connection, waits until `until`.
  void add(std::unique_ptr<Session> session, Instant until);
  /// It is one of these, and is not any more.
  [[nodiscard]] std::unique_ptr<Session> take(Session& session);
  /// One whose time is over.
  [[nodiscard]] Session* due(Instant now) const;
  [[nodiscard]] std::optional<Instant> next_deadline() const;
  /// Those that changed in that turn, in the order of their deadlines.
  [[nodiscard]] std::vector<Session*> touched_in(std::uint64_t turn) const;

  /// The session was not resumed in time: its count is remembered for a client that comes too late.
  void remember_ended(const Session& session);
  /// What it had handled, if such a session of this account has ended.
  [[nodiscard]] std::optional<std::uint32_t> handled_by(std::string_view account, const std::string& id) const;

 private:
  struct Ended {
    std::string account;
    std::uint32_t handled;
  };

  std::map<std::pair<Instant, std::uint64_t>, std::unique_ptr<Session>> waiting_;  // by deadline, then in the order of coming
  std::uint64_t last_number_ = 0;
  std::map<std::string, Ended> ended_;  // by SM-ID
  std::deque<std::string> ended_order_;
};

}  // namespace assay::server
