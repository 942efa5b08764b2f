// A session that outlives its stream (XEP-0198 section 5): what was sent and received is counted, a lost stream is resumed, and what the
// server has not counted is sent again.

#include <algorithm>

#include "reference/base/assert.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/ack.hpp"

namespace assay::client {
namespace {

// The network failed, or the stream never got as far as the session: the server keeps it. Whoever ends a stream ends its session with it.
bool is_loss(stream::ClientAbort reason) {
  using stream::ClientAbort;
  return reason == ClientAbort::Cut || reason == ClientAbort::Refused || reason == ClientAbort::TimedOut ||
         reason == ClientAbort::TokenNotTaken;
}

}  // namespace

// A message counts as handled when the caller has it, not before.
std::uint32_t Session::handled() const {
  const auto first = std::find_if(events_.begin(), events_.end(), [](const Queued& queued) { return queued.stanza.has_value(); });
  return first == events_.end() ? managed_->received : *first->stanza - 1;
}

void Session::tell_handled() {
  if (!managed_ || !is_online()) return;
  managed_->told = handled();
  managed_->asked = managed_->told != managed_->received;
  send(stanza::sm::Answer{managed_->told}.write());
}

void Session::ask_for_count() {
  managed_->unasked = 0;
  managed_->message_unasked = false;
  managed_->asked_behind.push_back(managed_->acknowledged.size());
  send(stanza::sm::request());
}

void Session::acknowledge(const std::string& entry) {
  if (keyring_) keyring_->taken(entry);
  if (managed_ && managed_->acknowledges) {
    managed_->acknowledged.push_back(entry);
    if (managed_->acknowledged.size() > kUnreadAcknowledgements) forget_acknowledgements(1);
    ++managed_->unasked;
  }
  if (acknowledges_) send(stanza::ack::Ack{entry, {}}.write());
}

void Session::forget_acknowledgements(std::size_t count) {
  managed_->acknowledged.erase(managed_->acknowledged.begin(), managed_->acknowledged.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t& behind : managed_->asked_behind) behind -= std::min(behind, count);
}

bool Session::counted(std::uint32_t count) {
  if (!managed_->asked_behind.empty()) {
    forget_acknowledgements(managed_->asked_behind.front());
    managed_->asked_behind.pop_front();
  }
  const auto covered = managed_->sent.acknowledge(count);
  if (!covered) return false;
  // With ack:1 the server's word for a message is its acknowledgement (chapter 04).
  if (managed_->acknowledges) return true;
  for (const SentStanza& stanza : *covered) {
    if (!stanza.message.empty()) accepted(*this, stanza.message, {});
  }
  return true;
}

bool Session::is_unacknowledged(std::string_view message) const {
  if (!managed_) return false;
  const auto& items = managed_->sent.items();
  return std::any_of(items.begin(), items.end(), [&](const SentStanza& stanza) { return stanza.message == message; });
}

void Session::manage(const stream::StreamBound& facts) {
  managed_.emplace(facts.address);
  managed_->acknowledges = facts.acknowledges;
  if (facts.managed->resume) managed_->id = facts.managed->id;
}

bool Session::keep_session(const stream::ClientStreamEnded& end) {
  if (!managed_ || !managed_->is_resumable() || intent_ != Intent::Online || !is_loss(end.reason)) return false;
  lost_by_ = end;
  return true;
}

void Session::resumed(const stream::StreamResumed& facts) {
  ASSAY_ASSERT(managed_);
  managed_->asked_behind.clear();  // what was asked on the lost stream is not answered any more
  if (!counted(facts.handled)) return end_stream(stream::ClientAbort::UnexpectedElement);
  address_ = managed_->address;
  acknowledges_ = managed_->acknowledges;
  attempt_ = 0;
  managed_->received = managed_->told;  // what is above it comes again
  managed_->asked = false;
  emit(Online{address_->text()});
  for (const SentStanza& stanza : managed_->sent.items()) stream_->send_written(stanza.text);
  for (const std::string& entry : managed_->acknowledged) send(stanza::ack::Ack{entry, {}}.write());
  managed_->unasked = managed_->sent.size() + managed_->acknowledged.size();
  managed_->message_unasked = managed_->sent.size() > 0;
  for (const auto& feature : features_) feature->resumed(*this);
}

void Session::not_resumed(const stream::ResumeFailed& facts) {
  if (!managed_) return;
  if (facts.handled) (void)counted(*facts.handled);
  session_over(lost_by_);
}

void Session::session_over(const stream::ClientStreamEnded& end) {
  managed_.reset();
  for (Queued& queued : events_) queued.stanza.reset();
  requests_.disconnect(*this);
  for (const auto& feature : features_) feature->stream_ended(*this, end);
}

}  // namespace assay::client
