#pragma once
// A turn of the server: the time, the store's transaction, and what waits for its commit.

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/server/steady_wall.hpp"
#include "reference/store/store.hpp"

namespace assay::server {

class Turn {
 public:
  /// `store` must outlive the turn and have no open transaction.
  explicit Turn(store::Store& store) : store_(store) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  /// A server that goes in the middle of a turn leaves nothing of it.
  ~Turn() {
    if (open_) store_.rollback();
  }

  void set_now(const Now& now) {
    now_ = now;
    steady_.look(now);
  }
  [[nodiscard]] const Now& now() const { return now_; }
  /// For the age of what is to be thrown away.
  [[nodiscard]] WallTime steady_wall() const { return steady_.time(); }

  /// The store, inside the turn's transaction.
  [[nodiscard]] store::Store& store() {
    if (!std::exchange(open_, true)) store_.begin();
    return store_;
  }
  /// Runs once the transaction is durable and before any output leaves; not at all if the commit fails.
  void after_commit(std::function<void()> act) { acts_.push_back(std::move(act)); }

  /// Commits what is open, then runs what waited for it. Nothing if all is well.
  [[nodiscard]] std::optional<store::StoreFault> commit() {
    std::vector<std::function<void()>> acts = std::exchange(acts_, {});
    if (std::exchange(open_, false)) {
      if (auto done = store_.commit(); !done) return done.error();
    }
    for (const auto& act : acts) act();
    return std::nullopt;
  }

 private:
  store::Store& store_;
  Now now_{};
  SteadyWall steady_;
  bool open_ = false;
  std::vector<std::function<void()>> acts_;
};

}  // namespace assay::server
