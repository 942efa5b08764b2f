#pragma once
// The transfers that a client's host has to make, and those that it is making.

#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "reference/client/transfer.hpp"

namespace assay::client {

class Session;

class Transfers {
 public:
  using Done = std::function<void(Session&, const Transferred&)>;
  /// So many of its octets have gone or come.
  using Progress = std::function<void(Session&, std::uint64_t octets)>;

  /// `done` is called once; the number is ours to give.
  void begin(Transfer transfer, Done done, Progress progress);
  /// For the host: once each, in their order.
  [[nodiscard]] std::optional<Transfer> next();
  /// Of the host. What nobody waits for is overlooked.
  void done(Session& session, std::uint64_t number, const Transferred& result);
  void goes_on(Session& session, std::uint64_t number, std::uint64_t octets);
  [[nodiscard]] bool empty() const { return running_.empty(); }

 private:
  struct Running {
    Done done;
    Progress progress;
  };
  std::deque<Transfer> wanted_;
  std::map<std::uint64_t, Running> running_;
  std::uint64_t next_number_ = 1;
};

}  // namespace assay::client
