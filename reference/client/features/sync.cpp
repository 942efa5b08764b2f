// sync(tag): answered when all that was commanded before has had its effect. Online that is a ping's round trip behind it all, because a
// server answers in order; but first the answers that are still due are waited for.

#include <chrono>
#include <deque>
#include <string>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/stanza/ping.hpp"

namespace assay::client::features {
namespace {

/// A server that never accepts a message must not stop the caller for ever.
constexpr Duration kPatience = std::chrono::seconds{10};

class SyncPoints final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* sync = std::get_if<Sync>(&command);
    if (sync == nullptr) return false;
    waiting_.push_back({sync->tag, session.now().monotonic + kPatience});
    return true;
  }

  void turn_ends(Session& session) override {
    while (!waiting_.empty() && !pinging_ && is_settled(session)) {
      if (!session.is_online()) {
        tell(session);
      } else {
        ping(session);
      }
    }
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    if (waiting_.empty() || pinging_ || waiting_.front().patience == Instant::max()) return std::nullopt;
    return waiting_.front().patience;
  }

  void timer(Session& session) override {
    if (!waiting_.empty() && waiting_.front().patience <= session.now().monotonic) waiting_.front().patience = Instant::max();
  }

 private:
  struct Waiting {
    std::string tag;
    Instant patience;  // max() once it is at its end
  };

  [[nodiscard]] bool is_settled(Session& session) const {
    if (session.is_busy()) return false;
    return !session.is_online() || session.outbox().is_empty() || waiting_.front().patience == Instant::max();
  }

  void ping(Session& session) {
    pinging_ = true;
    session.request("get", stanza::ping(), [this](Session& s, const Answer&) {
      pinging_ = false;
      tell(s);
    });
  }

  void tell(Session& session) {
    session.emit(Synced{std::move(waiting_.front().tag)});
    waiting_.pop_front();
  }

  std::deque<Waiting> waiting_;
  bool pinging_ = false;
};

}  // namespace

std::unique_ptr<Feature> sync() { return std::make_unique<SyncPoints>(); }

}  // namespace assay::client::features
