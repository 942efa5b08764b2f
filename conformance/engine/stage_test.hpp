#pragma once
// A stage for tests: one play over links in memory, in virtual time. Connections go to the play's own listeners or to a small server.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/engine/play.hpp"
#include "conformance/language/library.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::engine {

/// Just enough of a server for phones: streams without TLS or login, bind, ping, messages between its sessions, ack:1. A resource asked
/// for in bind is taken for the account: 12025550101 becomes 12025550101@example.org/12025550101.
class SmallServer {
 public:
  /// How a test makes it lie.
  struct Manners {
    int copies = 1;  ///< of each message
    bool answers_pings = true;
    bool refuses = false;      ///< connections
    std::string on_available;  ///< sent to a session when it sends presence
  };
  using Write = std::function<void(int session, Bytes octets)>;

  explicit SmallServer(Write write) : write_(std::move(write)) {}
  void received(int session, ByteView octets);

  Manners manners;
  std::vector<std::string> acknowledged;  ///< ids of deliveries that phones acknowledged
  std::vector<std::string> answered;      ///< ids of iq results that phones sent

 private:
  struct Session {
    xml::StreamReader reader{xml::StreamPolicy::Permissive};
    std::string full;
    bool acknowledges = false;
  };
  void stanza(int session, const xml::Element& element);
  void iq(int session, const xml::Element& element);
  void message(int session, const xml::Element& element);

  Write write_;
  std::map<int, Session> sessions_;
  int deliveries_ = 0;
};

class TestStage {
 public:
  /// `yaml` is a whole scenario file "scenarios/test.yaml". Faults of it fail the test.
  explicit TestStage(const std::string& yaml);

  /// Plays it to its end.
  reports::ScenarioReport play(std::size_t case_index = 0);

  Target target;
  language::RequirementTable requirements;
  SmallServer server;
  /// What the shim of an actor answers to a line; each answer is a line.
  std::function<std::vector<std::string>(const ShimLine&)> shim;
  /// What the stage makes of an order; without it none is ever answered.
  std::function<StageAnswer(const StageOrder&)> obey;
  /// Called at each `virtual second` of waiting: may call Play::code() and the like.
  std::function<void(Play&, const Now&)> on_idle;
  /// How much later than asked for a timer comes.
  Duration timers_late{};
  Duration connecting_takes{};
  std::uint64_t seed = 1;
  int quiescences = 0;

 private:
  void drain(Play& play);
  void perform(Play& play, const Action& action);
  void connect(Play& play, const Connect& action);
  void deliver(Play& play, Conn to, Event event, Bytes octets = {});
  void secure(Play& play, Conn conn);
  [[nodiscard]] Now now() const;

  std::optional<language::Scenario> scenario_;
  std::map<Conn, Conn> peers_;    // both ends of a connection inside the play
  std::map<Conn, int> sessions_;  // connections to the small server
  std::map<int, Conn> session_conns_;
  std::map<std::uint16_t, std::string> listeners_;
  std::set<Conn> secured_;
  std::vector<std::pair<Conn, Bytes>> outgoing_;  // what the small server wrote
  std::deque<std::function<void()>> events_;
  std::uint64_t next_accepted_ = 1;
  int next_session_ = 1;
  Duration time_{};
};

/// The check of that requirement; a default one with reason "no such check" if there is none.
[[nodiscard]] reports::Check check_of(const reports::ScenarioReport& report, const std::string& requirement);

/// Local definitions of what a phone does against the small server.
extern const char* const kPhoneSentences;

}  // namespace assay::conformance::engine
