#include "conformance/engine/stage_test.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "conformance/engine/pace.hpp"
#include "conformance/language/load.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine {

const char* const kPhoneSentences = R"(
sentences:
  - sentence: '{phone} registers'
    steps:
      - let: { '{phone}.token': 'sesame' }
  - sentence: '{phone} connects'
    steps:
      - '{phone} opens a connection':
      - '{phone} opens a stream':
      - '{phone} receives the opening tag':
      - '{phone} receives': <stream:features/>
      - '{phone} sends': |
          <iq type="set" id="b"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>{phone.digits}</resource></bind></iq>
      - '{phone} receives': <iq type="result" id="b"/>
      - '{phone} sends': <enable xmlns="urn:cxmpp:ack:1"/>
      - '{phone} receives': <enabled xmlns="urn:cxmpp:ack:1"/>
      - '{phone} sends': <presence/>
)";

// --- the small server

void SmallServer::received(int session, ByteView octets) {
  Session& state = sessions_[session];
  state.reader.feed(octets);
  while (const auto item = state.reader.next()) {
    if (std::holds_alternative<xml::StreamOpened>(*item)) {
      write_(session,
             "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='example.org' "
             "id='s' version='1.0'><stream:features/>");
    } else if (const auto* element = std::get_if<xml::StreamElement>(&*item)) {
      stanza(session, element->element);
    } else if (std::holds_alternative<xml::StreamClosed>(*item)) {
      write_(session, "</stream:stream>");
    }
  }
}

void SmallServer::stanza(int session, const xml::Element& element) {
  if (element.local() == "iq") return iq(session, element);
  if (element.local() == "message") return message(session, element);
  if (element.local() == "presence") write_(session, manners.on_available);
  if (element.local() == "ack") acknowledged.emplace_back(element.attribute("id"));
  if (element.local() != "enable") return;
  sessions_[session].acknowledges = true;
  write_(session, "<enabled xmlns='urn:cxmpp:ack:1'/>");
}

void SmallServer::iq(int session, const xml::Element& element) {
  const std::string id(element.attribute("id"));
  if (element.attribute("type") == "result") answered.push_back(id);
  if (const auto* bind = element.find_child(xml::ns::kBind, "bind")) {
    const std::string digits = bind->find_child(xml::ns::kBind, "resource")->text();
    sessions_[session].full = digits + "@example.org/" + digits;
    write_(session, fmt::format("<iq type='result' id='{}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{}</jid></bind></iq>", id,
                                sessions_[session].full));
  } else if (element.find_child("urn:xmpp:ping", "ping") != nullptr && manners.answers_pings) {
    write_(session, fmt::format("<iq type='result' id='{}'/>", id));
  }
}

void SmallServer::message(int session, const xml::Element& element) {
  if (sessions_[session].acknowledges) {
    write_(session, fmt::format("<ack xmlns='urn:cxmpp:ack:1' id='{}' stamp='2026-01-01T00:00:00.000Z'/>", element.attribute("id")));
  }
  const std::string to(element.attribute("to"));
  for (const auto& [other, state] : sessions_) {
    if (state.full.substr(0, state.full.find('/')) != to) continue;
    for (int copy = 0; copy < manners.copies; ++copy) {
      xml::Element sent = element;
      sent.set_attribute("from", sessions_[session].full);
      sent.add(xml::Element("urn:xmpp:sid:0", "stanza-id").with("by", to).with("id", fmt::format("d{}", ++deliveries_)));
      write_(other, xml::write(sent));
    }
  }
}

// --- the stage

TestStage::TestStage(const std::string& yaml)
    : server([this](int session, Bytes octets) {
        if (const auto conn = session_conns_.find(session); conn != session_conns_.end())
          outgoing_.emplace_back(conn->second, std::move(octets));
      }) {
  target.name = "test";
  target.domain = "example.org";
  target.endpoints["c2s"] = {"server", 5222};
  target.virtual_time = true;
  target.stage = "simulator";
  auto loaded = language::load_scenario(config::Source{"scenarios/test.yaml", yaml}, language::Library{});
  if (loaded) {
    scenario_ = *std::move(loaded);
  } else {
    ADD_FAILURE() << config::render(loaded.error());
  }
}

Now TestStage::now() const { return {Instant{time_}, WallTime{std::chrono::hours{24 * 20'000}} + time_}; }

void TestStage::deliver(Play& play, Conn to, Event event, Bytes octets) {
  events_.emplace_back([this, &play, to, event = std::move(event), octets = std::move(octets)] {
    const Event given = std::holds_alternative<Received>(event) ? Event(Received{octets}) : event;
    play.handle(to, given, now());
  });
}

void TestStage::connect(Play& play, const Connect& action) {
  // A second at a time would be a runner that stands still.
  for (Duration left = connecting_takes; left > Duration{}; left -= Pace::kTick) {
    events_.emplace_back([this, &play, step = std::min<Duration>(left, Pace::kTick)] {
      time_ += step;
      play.timer(now());
    });
  }
  if (action.to.host == "server") {
    if (server.manners.refuses) return deliver(play, action.conn, Closed{CloseReason::Refused, {}});
    sessions_[action.conn] = next_session_;
    session_conns_[next_session_++] = action.conn;
    return deliver(play, action.conn, Opened{action.to, {}});
  }
  const Conn accepted{next_accepted_++};
  peers_[action.conn] = accepted;
  peers_[accepted] = action.conn;
  deliver(play, action.conn, Opened{action.to, {}});
  deliver(play, accepted, Opened{{"somewhere", 1}, listeners_.at(action.to.port)});
}

void TestStage::secure(Play& play, Conn conn) {
  secured_.insert(conn);
  const auto peer = peers_.find(conn);
  if (peer == peers_.end() || !secured_.contains(peer->second)) return;
  const TlsFacts facts{"TLSv1.3", "TLS_AES_128_GCM_SHA256", Bytes(32, 'x'), {}, {}, {}};
  deliver(play, conn, Secured{facts});
  deliver(play, peer->second, Secured{facts});
}

void TestStage::perform(Play& play, const Action& action) {
  const Conn conn = connection_of(action);
  const auto peer = peers_.find(conn);
  if (const auto* connecting = std::get_if<Connect>(&action)) return connect(play, *connecting);
  if (std::holds_alternative<Secure>(action)) return secure(play, conn);
  if (const auto* send = std::get_if<Send>(&action)) {
    if (peer != peers_.end()) return deliver(play, peer->second, Received{}, send->bytes);
    if (sessions_.contains(conn)) server.received(sessions_[conn], send->bytes);
    for (auto& [to, octets] : outgoing_) deliver(play, to, Received{}, std::move(octets));
    outgoing_.clear();
    return;
  }
  if (std::holds_alternative<Finish>(action) && peer != peers_.end()) deliver(play, peer->second, PeerFinished{});
  if (std::holds_alternative<Abort>(action)) {
    if (peer != peers_.end()) deliver(play, peer->second, Closed{CloseReason::Reset, {}});
    deliver(play, conn, Closed{CloseReason::Local, {}});
  }
}

void TestStage::drain(Play& play) {
  play.end_turn(now());
  while (const auto action = play.next_action()) perform(play, *action);
  while (const auto wanted = play.next_listen()) {
    const auto port = static_cast<std::uint16_t>(1000 + listeners_.size());
    listeners_[port] = wanted->actor;
    events_.emplace_back([this, &play, wanted, port] { play.listening(wanted->actor, {"play", port}, now()); });
  }
  while (const auto order = play.next_stage_order()) {
    if (obey) events_.emplace_back([this, &play, answer = obey(*order)] { play.stage_answered(answer, now()); });
  }
  while (const auto line = play.next_shim_line()) {
    if (!shim) continue;
    for (const std::string& answer : shim(*line)) {
      events_.emplace_back([this, &play, line, answer] { play.shim_said(line->actor, answer, now()); });
    }
  }
}

reports::ScenarioReport TestStage::play(std::size_t case_index) {
  if (!scenario_) return {};
  Play play(*scenario_, scenario_->cases.at(case_index), target, requirements, {seed, 0});
  play.start(now());
  drain(play);
  while (!play.finished()) {
    if (!events_.empty()) {
      const auto event = std::move(events_.front());
      events_.pop_front();
      event();
    } else if (play.wants_quiescence() && quiescences < 1'000) {
      ++quiescences;
      play.quiescent(now());
    } else {
      if (on_idle) on_idle(play, now());
      const std::optional<Instant> deadline = play.next_deadline();
      if (!deadline) {
        ADD_FAILURE() << "the play is stuck";
        break;
      }
      time_ = std::max(time_, deadline->time_since_epoch() + timers_late);
      play.timer(now());
    }
    drain(play);
  }
  return play.report();
}

reports::Check check_of(const reports::ScenarioReport& report, const std::string& requirement) {
  const auto found =
      std::find_if(report.checks.begin(), report.checks.end(), [&](const auto& check) { return check.requirement == requirement; });
  if (found != report.checks.end()) return *found;
  reports::Check none;
  none.reason = "no such check";
  return none;
}

}  // namespace assay::conformance::engine
