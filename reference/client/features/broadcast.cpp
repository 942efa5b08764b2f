// Broadcast lists (spec chapter 05), the owner's half: one upload, kept until the server has answered it, and sent again as it was after a
// cut. The list is the caller's.

#include "reference/stanza/broadcast.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace broadcast_ = stanza::broadcast;

constexpr std::size_t kWaiting = 100;  // broadcasts without an answer

class Broadcasts final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* wanted = std::get_if<SendBroadcast>(&command);
    if (wanted == nullptr) return false;
    broadcast_::Broadcast broadcast{wanted->id.empty() ? session.random().token(kIdOctets) : wanted->id, {}, {}};
    if (const char* condition = fault(session, *wanted, broadcast)) {
      session.emit(Failed{"broadcast", condition, {}, {}, broadcast.id});
      return true;
    }
    broadcast.payload.push_back(xml::Element(xml::ns::kClient, "body").add_text(wanted->body));
    broadcast.payload.push_back(stanza::receipts::request());
    for (const broadcast_::Recipient& recipient : broadcast.recipients) (void)session.receipts().sent(recipient.id, recipient.jid);
    waiting_.push_back(std::move(broadcast));
    if (session.is_online()) send(session, waiting_.back());
    return true;
  }

  void bound(Session& session) override {
    for (const broadcast_::Broadcast& broadcast : waiting_) send(session, broadcast);
  }

  // What was written while there was no stream.
  void resumed(Session& session) override {
    for (const broadcast_::Broadcast& broadcast : waiting_) {
      if (asked_.count(broadcast.id) == 0) send(session, broadcast);
    }
  }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override { asked_.clear(); }

 private:
  // Fills in the recipients, each once, under ids that have nothing in common (BCL-02).
  const char* fault(Session& session, const SendBroadcast& wanted, broadcast_::Broadcast& broadcast) const {
    if (waiting_.size() >= kWaiting) return "queue-full";
    if (broadcast.id.size() > session.config().limits.message_id_octets) return "bad-id";
    if (find(broadcast.id) != waiting_.end()) return "conflict";
    std::set<std::string> known;
    for (const std::string& text : wanted.to) {
      const auto to = jid::Jid::parse(text);
      if (!to || to->local().empty()) return "jid-malformed";
      if (!known.insert(to->bare().text()).second) continue;
      broadcast.recipients.push_back({to->bare().text(), session.random().token(kIdOctets), {}});
    }
    return broadcast.recipients.empty() ? "bad-request" : nullptr;
  }

  [[nodiscard]] std::deque<broadcast_::Broadcast>::const_iterator find(const std::string& id) const {
    return std::find_if(waiting_.begin(), waiting_.end(), [&](const broadcast_::Broadcast& one) { return one.id == id; });
  }

  void send(Session& session, const broadcast_::Broadcast& broadcast) {
    asked_.insert(broadcast.id);
    session.ask_server("set", broadcast.write(), [this, id = broadcast.id](Session& s, const Answer& answer) { answered(s, id, answer); });
  }

  void answered(Session& session, const std::string& id, const Answer& answer) {
    const auto found = find(id);
    asked_.erase(id);
    if (found == waiting_.end()) return;
    if (!answer && answer.error().kind != RequestFault::Kind::Refused) return;  // whether the server has it nobody knows: it goes again
    const broadcast_::Broadcast broadcast = *found;
    waiting_.erase(found);
    if (!answer) {
      Failed failure = failed("broadcast", answer.error());
      failure.id = id;
      return session.emit(std::move(failure));
    }
    const auto* payload = answer->find_child(broadcast_::kNs, "accepted");
    const auto accepted = payload != nullptr ? broadcast_::Accepted::parse(*payload) : std::nullopt;
    if (!accepted || accepted->id != id) return session.emit(Failed{"broadcast", "bad-answer", {}, {}, id});
    session.emit(event_of(broadcast, *accepted));
  }

  static BroadcastAccepted event_of(const broadcast_::Broadcast& broadcast, const broadcast_::Accepted& accepted) {
    BroadcastAccepted event{accepted.id, accepted.stamp, {}, {}};
    std::set<std::string> refused;
    for (const broadcast_::Refused& one : accepted.refused) {
      refused.insert(one.jid);
      event.refused.push_back({one.jid, one.reason});
    }
    for (const broadcast_::Recipient& recipient : broadcast.recipients) {
      if (refused.count(recipient.jid) == 0) event.messages.push_back({recipient.jid, recipient.id});
    }
    return event;
  }

  std::deque<broadcast_::Broadcast> waiting_;
  std::set<std::string> asked_;  // on this stream
};

}  // namespace

std::unique_ptr<Feature> broadcast() { return std::make_unique<Broadcasts>(); }

}  // namespace assay::client::features
