// XMPP Ping (XEP-0199): answers pings, and sends its own at random intervals (MSG-22), because a phone's network forgets silent
// connections and tells nobody.

#include "reference/stanza/ping.hpp"

#include <chrono>

#include "reference/client/feature.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

using std::chrono::seconds;

constexpr Duration kAnswerTime = seconds{30};

struct Interval {
  seconds shortest;
  seconds longest;
};
constexpr Interval kForeground{seconds{20}, seconds{30}};
constexpr Interval kBackground{seconds{4 * 60}, seconds{9 * 60}};

class Ping final : public Feature {
 public:
  void bound(Session& session) override { schedule(session); }
  void suspended(Session&) override { next_.reset(); }
  void resumed(Session& session) override { schedule(session); }
  void stream_ended(Session&, const stream::ClientStreamEnded&) override { next_.reset(); }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "get") return false;
    const auto* payload = stanza::payload_of(element);
    if (payload == nullptr || !payload->is(stanza::kPingNs, "ping")) return false;
    session.send(stanza::result_of(element));
    return true;
  }

  void timer(Session& session) override {
    if (!next_ || *next_ > session.now().monotonic) return;
    schedule(session);
    session.request(
        "get", stanza::ping(),
        [](Session& s, const Answer& answer) {
          const bool silent = !answer && answer.error().kind == RequestFault::Kind::TimedOut;
          if (silent && s.is_online()) s.end_stream(stream::ClientAbort::TimedOut);
        },
        kAnswerTime);
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override { return next_; }

 private:
  void schedule(Session& session) {
    if (session.config().keep_alive == KeepAlive::Off) return;
    const Interval& interval = session.config().keep_alive == KeepAlive::Foreground ? kForeground : kBackground;
    const auto spread = std::chrono::milliseconds{interval.longest - interval.shortest}.count();
    const auto extra = session.random().below(static_cast<std::uint64_t>(spread) + 1);
    next_ = session.now().monotonic + interval.shortest + std::chrono::milliseconds{extra};
  }

  std::optional<Instant> next_;
};

}  // namespace

std::unique_ptr<Feature> ping() { return std::make_unique<Ping>(); }

}  // namespace assay::client::features
