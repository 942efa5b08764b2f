#include "reference/client/session.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/client/feature.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

void keep_earlier(std::optional<Instant>& first, const std::optional<Instant>& other) {
  if (other && (!first || *other < *first)) first = other;
}

}  // namespace

Session::Session(Config config, RandomSource& random, Credentials credentials, std::optional<Keyring> keyring)
    : config_(std::move(config)),
      random_(random),
      credentials_(std::move(credentials)),
      keyring_(std::move(keyring)),
      features_(features::all()),
      inbox_(kSeenMessages),
      contact_memory_(config_.contacts) {
  receipts_.set_reading(credentials_.read_receipts);
}

Session::~Session() = default;

void Session::configure(Config config) {
  ASSAY_ASSERT(is_idle());
  config_ = std::move(config);
}

bool Session::is_busy() const {
  if (!stream_) return false;
  if (!requests_.empty() || !transfers_.empty()) return true;
  return stream_->phase() != stream::ClientPhase::Bound && stream_->phase() != stream::ClientPhase::Waiting;
}

bool Session::is_own(const xml::Element& stanza) const {
  if (!stanza.has_attribute("from")) return true;
  const auto from = jid::Jid::parse(stanza.attribute("from"));
  return from && address_ && *from == address_->bare();
}

void Session::send(const xml::Element& element, std::string message) {
  if (!stream_) return;
  stream_->send(element);
  if (!managed_ || !is_online() || !stanza::sm::is_counted(element)) return;
  managed_->message_unasked = managed_->message_unasked || !message.empty();
  managed_->sent.push({xml::write(element), std::move(message)});
  ++managed_->unasked;
  if (managed_->sent.size() > kUnacknowledgedStanzas) end_stream(stream::ClientAbort::TimedOut);
}

void Session::queue(Event event, std::string inbox_key) {
  const bool is_message = !inbox_key.empty() || std::holds_alternative<MessageReceived>(event);
  const bool counts = managed_ && is_online() && is_message;
  events_.push_back({std::move(event), std::move(inbox_key), counts ? std::optional(managed_->received) : std::nullopt});
}

void Session::request(std::string_view type, xml::Element payload, AnswerHandler handler, Duration time) {
  send_request(stanza::request(type, random_.token(kIdOctets), std::move(payload)), std::move(handler), time);
}

void Session::ask_server(std::string_view type, xml::Element payload, AnswerHandler handler) {
  xml::Element iq = stanza::request(type, random_.token(kIdOctets), std::move(payload));
  iq.set_attribute("to", config_.domain);
  send_request(std::move(iq), std::move(handler), kRequestTime);
}

void Session::ask(const std::string& to, std::string_view type, xml::Element payload, AnswerHandler handler) {
  xml::Element iq = stanza::request(type, random_.token(kIdOctets), std::move(payload));
  iq.set_attribute("to", to);
  send_request(std::move(iq), std::move(handler), kRequestTime, to);
}

void Session::send_request(xml::Element iq, AnswerHandler handler, Duration time, std::string to) {
  if (!stream_ || requests_.size() >= kPendingRequests) {
    handler(*this, fail(RequestFault{RequestFault::Kind::Disconnected, "disconnected", "there is no stream to ask on", {}}));
    return;
  }
  requests_.add(std::string(iq.attribute("id")), now_.monotonic + time, std::move(handler), std::move(to));
  send(iq);
}

void Session::perform(const Command& command) {
  pass(command);
  pump();
}

void Session::pass(const Command& command) {
  for (const auto& feature : features_) {
    if (feature->command(*this, command)) break;
  }
}

void Session::transferred(std::uint64_t number, const Transferred& result) {
  transfers_.done(*this, number, result);
  pump();
}

void Session::transfer_goes_on(std::uint64_t number, std::uint64_t octets) { transfers_.goes_on(*this, number, octets); }

void Session::received(const xml::Element& element) {
  if (managed_ && is_online() && stanza::sm::is_counted(element)) ++managed_->received;
  const bool iq = element.is(xml::ns::kClient, "iq");
  const auto type = element.attribute("type");
  if (iq && (type == "result" || type == "error")) {
    requests_.answer(*this, element, {config_.domain, address_});
    return;
  }
  for (const auto& feature : features_) {
    if (feature->opens(*this, element)) return;
  }
  dispatch(element);
}

void Session::dispatch(const xml::Element& element, Privacy privacy) {
  privacy_ = privacy;
  for (const auto& feature : features_) {
    if (feature->element(*this, element)) return;
  }
  const auto type = element.attribute("type");
  if (element.is(xml::ns::kClient, "iq") && (type == "get" || type == "set")) {
    send(stanza::error_of(element, stanza::stanza_error("service-unavailable")));
  }
}

Sealing Session::seal(Outgoing& outgoing) {
  for (const auto& feature : features_) {
    const Sealing sealing = feature->seal(*this, outgoing);
    if (sealing != Sealing::NotNeeded) return sealing;
  }
  return Sealing::NotNeeded;
}

Prospect Session::prospect(const std::string& account) {
  for (const auto& feature : features_) {
    if (const auto prospect = feature->prospect(*this, account)) return *prospect;
  }
  return {};
}

const GroupState* Session::group_state(const std::string& group) const {
  for (const auto& feature : features_) {
    if (const GroupState* state = feature->group_state(group)) return state;
  }
  return nullptr;
}

bool Session::was_for(const std::string& group, const std::string& id, const std::string& account) const {
  return std::ranges::any_of(features_, [&](const auto& feature) { return feature->was_for(group, id, account); });
}

GroupBook* Session::group_book() const {
  for (const auto& feature : features_) {
    if (GroupBook* book = feature->group_book()) return book;
  }
  return nullptr;
}

BroadcastBook* Session::broadcast_book() const {
  for (const auto& feature : features_) {
    if (BroadcastBook* book = feature->broadcast_book()) return book;
  }
  return nullptr;
}

std::optional<Event> Session::next_event() {
  if (events_.empty()) return std::nullopt;
  Queued queued = std::move(events_.front());
  events_.pop_front();
  // The caller owns the message from here on, and not before: now its mailbox entry may go (MSG-07).
  pass_over(queued.inbox_key);
  return std::move(queued.event);
}

void Session::pass_over(const std::string& inbox_key) {
  if (inbox_key.empty()) return;
  for (const std::string& entry : inbox_.taken(inbox_key)) {
    acknowledge(entry);
  }
}

void Session::timer() {
  const Instant now = now_.monotonic;
  if (stream_) stream_->timer(now_);
  requests_.timer(*this, now);
  for (const auto& feature : features_) feature->timer(*this);
  if (reconnect_at_ && *reconnect_at_ <= now) open_connection();
  pump();
}

void Session::end_turn() {
  for (const auto& feature : features_) feature->turn_ends(*this);
  pump();
}

std::optional<Instant> Session::next_deadline() const {
  std::optional<Instant> first = reconnect_at_;
  if (stream_) keep_earlier(first, stream_->next_deadline());
  keep_earlier(first, requests_.next_deadline());
  for (const auto& feature : features_) keep_earlier(first, feature->next_deadline());
  return first;
}

}  // namespace assay::client
