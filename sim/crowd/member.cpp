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

namespace groups = stanza::groups;
using std::chrono::milliseconds;

constexpr Duration kSoonest = milliseconds{100};  // before it tries again, and up to so much more
constexpr std::uint64_t kMoreMilliseconds = 2'000;
constexpr std::string_view kRoundTrip = "round-trip-";  // then the number of the connection
constexpr std::string_view kWhoIsIn = "who-is-in-";

std::string before(std::string_view jid, char end) { return std::string(jid.substr(0, jid.find(end))); }

xml::Element written(const Said& said) {
  xml::Element message = xml::Element(xml::ns::kClient, "message").with("type", "groupchat").with("id", said.id).with("to", said.group);
  message.append(xml::ns::kClient, "body").add_text(said.body);
  return message;
}

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
  Said said{.id = id, .body = body, .group = group};
  const auto known = known_.find(group);
  if (options_.names_recipients && known != known_.end()) said.recipients = known->second.recipients();
  xml::Element message = written(said);
  if (said.recipients) message.add(said.recipients->write());
  testimony_.said.push_back(std::move(said));
  put(id, std::move(message));
}

void Member::read() {
  for (; read_ < testimony_.heard.size(); ++read_) {
    const Heard& heard = testimony_.heard[read_];
    const bool is_of_others = !heard.change && heard.from != testimony_.account && heard.form != Heard::Form::Awaited;
    if (is_of_others) give(heard.group, heard.n, groups::Reached::Read);
  }
}

void Member::give(const std::string& group, std::uint64_t n, groups::Reached reached) {
  const std::string id = "receipt-" + std::to_string(testimony_.given.size());
  given_.emplace(id, testimony_.given.size());
  testimony_.given.push_back({group, n, reached});
  put(id, xml::Element(xml::ns::kClient, "message").with("id", id).with("to", group).add(groups::Receipt{n, reached}.write()));
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

void Member::note_attempt(const xml::Element& element) {
  const std::string id(element.attribute("id"));
  if (element.local() == "iq") ++testimony_.attempts[id];
  if (Given* receipt = given(id)) ++receipt->attempts;
}

void Member::send(const xml::Element& element) {
  stream_->send(element);
  note_attempt(element);
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
                   [&](const stream::ClientStreamEnded& how) { ended(how, now); },
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
  for (const Waiting& waiting : outbox_) {
    if (waiting.sent) note_attempt(waiting.stanza);
  }
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

void Member::ended(const stream::ClientStreamEnded& how, const Now& now) {
  stream_.reset();
  due_.clear();
  online_ = false;
  const bool is_over = how.reason == stream::ClientAbort::Unregistered || how.reason == stream::ClientAbort::LoginRefused;
  if (expects_end_ && is_over) {
    testimony_.ended = true;
    wants_in_ = false;
    outbox_.clear();
  }
  if (wants_in_) again_at_ = now.monotonic + kSoonest + milliseconds{static_cast<std::int64_t>(random_.below(kMoreMilliseconds))};
}

void Member::received(const xml::Element& element) {
  if (element.ns() == stanza::sm::kNs) return count(element);
  if (session_ && online_ && stanza::sm::is_counted(element)) ++session_->received;
  if (const auto ack = stanza::ack::Ack::parse(element)) {
    if (Said* message = said(ack->id)) message->fate = Fate::Accepted;
    if (Given* receipt = given(ack->id)) receipt->fate = Fate::Accepted;
    done(ack->id);
    return repair();
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
  const std::string group(element.attribute("from"));
  const auto known = known_.find(group);
  if (known == known_.end() || !id.starts_with(kWhoIsIn)) return;
  if (const xml::Element* payload = element.first_child(); payload && type == "result") {
    if (const auto info = groups::Info::parse(*payload)) known->second.take(*info);
  }
  repair();
}

void Member::message(const xml::Element& element) {
  if (element.attribute("type") == "error") {
    const std::string id(element.attribute("id"));
    refused(id, element);
    return done(id);
  }
  if (const xml::Element* child = element.find_child(groups::kNs, "mismatch")) {
    if (const auto mismatch = groups::Mismatch::parse(*child)) return take_mismatch(*mismatch);
  }
  const auto entry = stanza::StanzaId::of(element, testimony_.account);
  if (!entry) return testimony_.oddities.push_back("a message without an entry of his mailbox: " + xml::write(element));
  if (entries_.insert(entry->id).second) write_down(element);
  if (session_) session_->acknowledged.push_back(entry->id);
  stream_->send(stanza::ack::Ack{entry->id, {}}.write());
}

void Member::refused(const std::string& id, const xml::Element& element) {
  if (Given* receipt = given(id)) receipt->fate = Fate::Refused;
  const auto error = stanza::StanzaError::of(element);
  Said* message = said(id);
  // A repair may be refused; what it repairs was accepted.
  if (!message || !error || message->fate == Fate::Accepted) return;
  message->fate = Fate::Refused;
  message->condition = error->application ? error->application->name : error->condition;
}

void Member::write_down(const xml::Element& element) {
  const std::string group = before(element.attribute("from"), '/');
  if (const xml::Element* child = element.find_child(groups::kNs, "receipts")) {
    const auto sums = groups::Receipts::parse(*child);
    return sums ? testimony_.sums.push_back({group, *sums}) : testimony_.oddities.push_back("sums that are none");
  }
  if (const xml::Element* child = element.find_child(groups::kNs, "asks")) {
    const auto asks = groups::Asks::parse(*child);
    return asks ? testimony_.asked.push_back(asks->jid) : testimony_.oddities.push_back("a request of nobody");
  }
  if (element.find_child(groups::kNs, "rejected")) {
    ++testimony_.rejections;
    return;
  }
  const auto order = groups::Order::of(element);
  if (!order) return testimony_.oddities.push_back("what has no place: " + xml::write(element));
  Heard heard{.n = order->n, .version = order->version, .group = group, .from = {}, .id = {}, .body = {}};
  heard.change = groups::Change::of(element);
  if (!heard.change) {
    const std::string_view from = element.attribute("from");
    const std::size_t sender = from.find('/');
    if (sender == std::string_view::npos) return testimony_.oddities.push_back("a message of nobody: " + xml::write(element));
    heard.from = std::string(from.substr(sender + 1)) + "@" + options_.domain;
    heard.id = element.attribute("id");
    if (order->repaired) heard.form = Heard::Form::Repaired;
    if (const xml::Element* child = element.find_child(groups::kNs, "awaited")) {
      heard.form = Heard::Form::Awaited;
      heard.id = child->attribute("id");
    }
    const xml::Element* body = element.find_child(xml::ns::kClient, "body");
    heard.body = body ? body->text() : "";
  }
  testimony_.heard.push_back(heard);
  follow(heard);
}

void Member::follow(const Heard& heard) {
  const bool is_of_others = !heard.change && heard.from != testimony_.account && heard.form != Heard::Form::Awaited;
  if (is_of_others && options_.gives_receipts) give(heard.group, heard.n, groups::Reached::Delivered);
  if (!heard.change || !options_.names_recipients) return;
  KnownMembers& known = known_[heard.group];
  if (!known.take(*heard.change, testimony_.account)) {
    const std::string id = std::string(kWhoIsIn) + std::to_string(testimony_.heard.size());
    ask("get", heard.group, id, {groups::kNs, "group"});
  }
  repair();
}

void Member::take_mismatch(const groups::Mismatch& mismatch) {
  const auto [at, is_new] = repairs_.emplace(mismatch.id, Repair{mismatch.version});
  if (!is_new) at->second.version = std::max(at->second.version, mismatch.version);
}

void Member::repair() {
  for (auto& [id, repair] : repairs_) {
    const Said* message = said(id);
    if (repair.sent || !message || message->fate != Fate::Accepted) continue;
    const auto known = known_.find(message->group);
    std::optional<groups::Recipients> recipients = known == known_.end() ? std::nullopt : known->second.recipients();
    if (!recipients || recipients->version < repair.version) continue;
    recipients->repair = true;
    repair.sent = true;
    put(id, written(*message).add(recipients->write()));
  }
}

void Member::done(const std::string& id) {
  std::erase_if(outbox_, [&](const auto& waiting) { return waiting.id == id; });
}

Said* Member::said(const std::string& id) {
  const auto found = std::find_if(testimony_.said.begin(), testimony_.said.end(), [&](const Said& message) { return message.id == id; });
  return found == testimony_.said.end() ? nullptr : &*found;
}

Given* Member::given(const std::string& id) {
  const auto found = given_.find(id);
  return found == given_.end() ? nullptr : &testimony_.given[found->second];
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
