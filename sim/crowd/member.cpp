#include "sim/crowd/member.hpp"

#include <algorithm>
#include <utility>

#include "reference/stanza/ack.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::sim::crowd {
namespace {

using std::chrono::milliseconds;

constexpr Duration kSoonest = milliseconds{100};  // before it tries again, and up to so much more
constexpr std::uint64_t kMoreMilliseconds = 2'000;
constexpr std::string_view kRoundTrip = "round-trip-";  // then the number of the connection

std::string before(std::string_view jid, char end) { return std::string(jid.substr(0, jid.find(end))); }

}  // namespace

Member::Member(const client::Credentials& credentials, Options options, RandomSource& random)
    : username_(credentials.username()), token_(credentials.token.copy()), options_(std::move(options)), random_(random) {
  testimony_.account = credentials.jid;
}

void Member::come(const Now&) {
  wants_in_ = true;
  if (!stream_) open();
}

void Member::go() {
  wants_in_ = online_ = false;
  again_at_.reset();
  if (!stream_) return;
  stream_.reset();
  due_.clear();
  due_.push_back(Abort{conn_});
}

void Member::say(const std::string& group, const std::string& id, const std::string& body) {
  testimony_.said.push_back({id, body});
  xml::Element message = xml::Element(xml::ns::kClient, "message").with("type", "groupchat").with("id", id).with("to", group);
  message.append(xml::ns::kClient, "body").add_text(body);
  put(id, std::move(message));
}

void Member::ask(std::string_view type, const std::string& to, const std::string& id, xml::Element payload) {
  xml::Element iq = stanza::request(type, id, std::move(payload));
  iq.set_attribute("to", to);
  put(id, std::move(iq));
}

const xml::Element* Member::answer(const std::string& id) const {
  const auto found = answers_.find(id);
  return found == answers_.end() ? nullptr : &found->second;
}

std::string Member::unanswered() const { return outbox_.empty() ? std::string{} : xml::write(outbox_.front().stanza); }

void Member::put(std::string id, xml::Element stanza) {
  if (online_) send(stanza);
  outbox_.push_back({std::move(id), std::move(stanza), online_});
}

void Member::send(const xml::Element& element) {
  stream_->send(element);
  if (session_ && stanza::sm::is_counted(element)) session_->sent.push({xml::write(element)});
}

void Member::open() {
  again_at_.reset();
  stream::ClientStreamConfig config;
  config.domain = options_.domain;
  config.tls = stream::ClientTls::None;
  config.scram_memo = options_.memo;
  if (session_ && !session_->id.empty()) config.resume = stanza::sm::Resume{session_->id, session_->received};
  stream_ = std::make_unique<stream::ClientStream>(std::move(config), random_, stream::Login{username_, token_.copy(), {}});
  conn_ = outbound(next_conn_++);
  due_.push_back(Connect{conn_, options_.server});
}

void Member::handle(Conn conn, const Event& event, const Now& now) {
  if (!stream_ || conn != conn_) return;
  stream_->handle(event, now);
  pump(now);
}

void Member::timer(const Now& now) {
  if (stream_) stream_->timer(now);
  pump(now);
  if (again_at_ && *again_at_ <= now.monotonic && !stream_) open();
}

void Member::pump(const Now& now) {
  while (auto event = stream_ ? stream_->next_event() : std::nullopt) {
    std::visit(overloaded{
                   [&](const stream::StreamBound& facts) { bound(facts); },
                   [&](const stream::StreamResumed& facts) { resumed(facts); },
                   [&](const stream::StanzaReceived& stanza) { received(stanza.element); },
                   [&](const stream::ClientStreamEnded&) { ended(now); },
                   [](const auto&) {},
               },
               *event);
  }
}

void Member::bound(const stream::StreamBound& facts) {
  online_ = true;
  session_.reset();
  const bool resumable = options_.resumes && facts.managed && facts.managed->resume;
  if (facts.managed) {
    Session session;
    session.id = resumable ? facts.managed->id : std::string{};
    session_ = std::move(session);
  }
  send(xml::Element(xml::ns::kClient, "presence"));
  for (Waiting& waiting : outbox_) {
    send(waiting.stanza);
    waiting.sent = true;
    waiting.doubtful = false;
  }
}

// What the server has not counted goes again. Acknowledgements are no stanzas, and are not sent again by whoever resumes: ours go again
// all, where those of an entry that is gone do no harm (OFF-09), and messages whose acknowledgement is missing go again as they were
// (chapter 04). But not before what the server sends again has come, or he would say again what was refused: a round trip tells.
void Member::resumed(const stream::StreamResumed& facts) {
  online_ = true;
  if (!session_->sent.acknowledge(facts.handled)) testimony_.oddities.push_back("a count of stanzas that he has not sent");
  for (const Sent& sent : session_->sent.items()) stream_->send_written(sent.text);
  for (const std::string& entry : session_->acknowledged) stream_->send(stanza::ack::Ack{entry, {}}.write());
  std::set<std::string> on_their_way;
  for (const Sent& sent : session_->sent.items()) on_their_way.insert(sent.text);
  for (Waiting& waiting : outbox_) {
    waiting.doubtful = waiting.sent && waiting.stanza.local() == "message" && !on_their_way.contains(xml::write(waiting.stanza));
    if (!waiting.sent) send(waiting.stanza);
    waiting.sent = true;
  }
  send(stanza::request("get", round_trip(), {"urn:xmpp:ping", "ping"}));
}

std::string Member::round_trip() const { return std::string(kRoundTrip) + std::to_string(next_conn_); }

void Member::say_again() {
  for (Waiting& waiting : outbox_) {
    if (std::exchange(waiting.doubtful, false)) send(waiting.stanza);
  }
}

void Member::ended(const Now& now) {
  stream_.reset();
  due_.clear();
  online_ = false;
  if (wants_in_) again_at_ = now.monotonic + kSoonest + milliseconds{static_cast<std::int64_t>(random_.below(kMoreMilliseconds))};
}

void Member::received(const xml::Element& element) {
  if (element.ns() == stanza::sm::kNs) return count(element);
  if (session_ && online_ && stanza::sm::is_counted(element)) ++session_->received;
  if (const auto ack = stanza::ack::Ack::parse(element)) {
    if (Said* message = said(ack->id)) message->fate = Said::Fate::Accepted;
    return done(ack->id);
  }
  if (element.is(xml::ns::kClient, "iq")) return answered(element);
  if (element.is(xml::ns::kClient, "message")) message(element);
}

void Member::count(const xml::Element& element) {
  if (!session_) return;
  if (element.local() == "r") stream_->send(stanza::sm::Answer{session_->received}.write());
  const auto answer = stanza::sm::Answer::parse(element);
  if (answer && !session_->sent.acknowledge(answer->h)) testimony_.oddities.push_back("a count of stanzas that he has not sent");
}

void Member::answered(const xml::Element& element) {
  const std::string_view type = element.attribute("type");
  if (type != "result" && type != "error") return;
  const std::string id(element.attribute("id"));
  if (id == round_trip()) return say_again();
  if (id.starts_with(kRoundTrip)) return;  // of a stream before this
  answers_.emplace(id, element);
  done(id);
}

void Member::message(const xml::Element& element) {
  if (element.attribute("type") == "error") {
    const std::string id(element.attribute("id"));
    const auto error = stanza::StanzaError::of(element);
    if (Said* message = said(id); message && error) {
      message->fate = Said::Fate::Refused;
      message->condition = error->application ? error->application->name : error->condition;
    }
    return done(id);
  }
  const auto entry = stanza::StanzaId::of(element, testimony_.account);
  if (!entry) return testimony_.oddities.push_back("a message without an entry of his mailbox: " + xml::write(element));
  if (entries_.insert(entry->id).second) write_down(element);
  if (session_) session_->acknowledged.push_back(entry->id);
  stream_->send(stanza::ack::Ack{entry->id, {}}.write());
}

void Member::write_down(const xml::Element& element) {
  const auto order = stanza::groups::Order::of(element);
  if (!order) return testimony_.oddities.push_back("what has no place: " + xml::write(element));
  Heard heard{.n = order->n, .version = order->version, .group = before(element.attribute("from"), '/'), .from = {}, .id = {}, .body = {}};
  heard.change = stanza::groups::Change::of(element);
  if (!heard.change) {
    const std::string_view from = element.attribute("from");
    const std::size_t sender = from.find('/');
    if (sender == std::string_view::npos) return testimony_.oddities.push_back("a message of nobody: " + xml::write(element));
    heard.from = std::string(from.substr(sender + 1)) + "@" + options_.domain;
    heard.id = element.attribute("id");
    const xml::Element* body = element.find_child(xml::ns::kClient, "body");
    heard.body = body ? body->text() : "";
  }
  testimony_.heard.push_back(std::move(heard));
}

void Member::done(const std::string& id) {
  std::erase_if(outbox_, [&](const auto& waiting) { return waiting.id == id; });
}

Said* Member::said(const std::string& id) {
  const auto found = std::find_if(testimony_.said.begin(), testimony_.said.end(), [&](const Said& message) { return message.id == id; });
  return found == testimony_.said.end() ? nullptr : &*found;
}

std::optional<Action> Member::next_action() {
  while (auto output = stream_ ? stream_->next_output() : std::nullopt) {
    std::visit(overloaded{
                   [&](stream::WriteOctets& write) {
                     due_.push_back(Send{conn_, std::move(write.octets)});
                   },
                   [&](stream::BeginTls&) {},
                   [&](stream::FinishWriting&) { due_.push_back(Finish{conn_}); },
                   [&](stream::CutConnection&) { due_.push_back(Abort{conn_}); },
               },
               *output);
  }
  if (due_.empty()) return std::nullopt;
  Action action = std::move(due_.front());
  due_.pop_front();
  return action;
}

std::optional<Instant> Member::next_deadline() const {
  std::optional<Instant> first = again_at_;
  const std::optional<Instant> other = stream_ ? stream_->next_deadline() : std::nullopt;
  if (other && (!first || *other < *first)) first = other;
  return first;
}

}  // namespace assay::sim::crowd
