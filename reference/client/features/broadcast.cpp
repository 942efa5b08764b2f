// Broadcast lists (spec chapter 05), the owner's half: an upload, kept until the server has answered it, and sent again as it was after a
// cut; changes of what was broadcast. The list is the caller's. What stands in an upload is broadcast_draft.hpp's.

#include "reference/stanza/broadcast.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "reference/base/machine.hpp"
#include "reference/client/broadcast_book.hpp"
#include "reference/client/broadcast_draft.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/changes.hpp"
#include "reference/stanza/kind.hpp"

namespace assay::client::features {
namespace {

namespace broadcast_ = stanza::broadcast;

constexpr std::size_t kDrafts = 100;  // broadcasts that are not over

class Broadcasts final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    return std::visit(overloaded{
                          [&](const SendBroadcast& c) {
                            return begin(session, {c.id, "broadcast", {}, c.body, c.file}, parts_for(session, c));
                          },
                          [&](const EditBroadcast& c) { return edit(session, c); },
                          [&](const RevokeBroadcast& c) { return revoke(session, c); },
                          [](const auto&) { return false; },
                      },
                      command);
  }

  void bound(Session& session) override { send_all(session); }
  // What was written while there was no stream.
  void resumed(Session& session) override { send_all(session); }
  void stream_ended(Session&, const stream::ClientStreamEnded&) override { asked_.clear(); }

  // Keys that somebody waited for may have come.
  void turn_ends(Session& session) override {
    if (session.is_online()) advance(session);
  }
  void timer(Session& session) override {
    const Instant now = session.now().monotonic;
    for (BroadcastDraft& draft : book_.drafts()) {
      draft.wake(now);
    }
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    std::optional<Instant> first;
    for (const BroadcastDraft& draft : book_.drafts()) {
      for (const auto& at : {draft.held_until(), draft.keys_at()}) {
        if (at) first = std::min(*at, first.value_or(*at));
      }
    }
    return first;
  }

  [[nodiscard]] BroadcastBook* broadcast_book() override { return &book_; }

 private:
  using Parts = Result<std::vector<BroadcastDraft::Part>, std::string>;

  // Each recipient once, and not ourselves, under ids that have nothing in common (BCL-02, BCL-05).
  static Parts parts_for(Session& session, const SendBroadcast& wanted) {
    std::vector<BroadcastDraft::Part> parts;
    std::set<std::string> known{session.credentials().jid};
    for (const std::string& text : wanted.to) {
      const auto to = jid::Jid::parse(text);
      if (!to || to->local().empty()) return fail(std::string("jid-malformed"));
      const std::string bare = to->bare().text();
      if (known.insert(bare).second) parts.push_back({bare, session.random().token(kIdOctets)});
    }
    if (parts.empty()) return fail(std::string("bad-request"));
    const bool is_counted_here = session.config().encrypt;  // it may take several uploads
    if (is_counted_here && parts.size() > session.config().limits.broadcast_recipients) return fail(std::string("too-many-recipients"));
    for (const BroadcastDraft::Part& part : parts) (void)session.receipts().sent(part.id, part.jid);
    return parts;
  }

  bool edit(Session& session, const EditBroadcast& edit) {
    if (BroadcastDraft* rest = find(edit.ref)) rest->change(edit.body);
    return begin(session, {edit.id, "broadcast-edit", edit.ref, edit.body}, changes_of(session, edit.ref, stanza::MessageKind::Edit));
  }

  bool revoke(Session& session, const RevokeBroadcast& revoke) {
    bool was_dropped = false;
    if (BroadcastDraft* rest = find(revoke.ref)) {
      for (const std::string& jid : rest->drop_rest()) {
        book_.refused(revoke.ref, jid);
        was_dropped = true;
      }
    }
    const auto* messages = book_.messages(revoke.ref);
    if (was_dropped && (messages == nullptr || messages->empty()))
      return session.emit(BroadcastAccepted{revoke.id, {}, {}, {}, revoke.ref, {}}), true;
    return begin(session, {revoke.id, "broadcast-revoke", revoke.ref, {}}, changes_of(session, revoke.ref, stanza::MessageKind::Revoke));
  }

  // To each his own: he knows the message by his id.
  Parts changes_of(Session& session, const std::string& ref, stanza::MessageKind kind) const {
    const auto* messages = book_.messages(ref);
    if (messages == nullptr || messages->empty()) return fail(std::string("no-such-message"));
    std::vector<BroadcastDraft::Part> parts;
    for (const auto& [jid, message] : *messages) {
      xml::Element change =
          kind == stanza::MessageKind::Edit ? stanza::changes::Replace{message}.write() : stanza::changes::Retract{message}.write();
      parts.push_back({jid, session.random().token(kIdOctets), {stanza::Kind{kind, message}.write(), std::move(change)}});
    }
    return parts;
  }

  bool begin(Session& session, BroadcastDraft::State state, Parts parts) {
    if (state.id.empty()) state.id = session.random().token(kIdOctets);
    const std::string fault = book_.drafts().size() >= kDrafts                              ? "queue-full"
                              : state.id.size() > session.config().limits.message_id_octets ? "bad-id"
                              : find(state.id) != nullptr                                   ? "conflict"
                              : !parts                                                      ? parts.error()
                                                                                            : "";
    if (!fault.empty()) {
      session.emit(Failed{std::move(state.command), fault, {}, {}, std::move(state.id)});
      return true;
    }
    state.parts = std::move(*parts);
    book_.drafts().emplace_back(std::move(state));
    book_.changed();
    if (session.is_online()) advance(session);
    return true;
  }

  [[nodiscard]] BroadcastDraft* find(const std::string& id) {
    const auto found = std::ranges::find(book_.drafts(), id, &BroadcastDraft::id);
    return found == book_.drafts().end() ? nullptr : &*found;
  }

  void advance(Session& session) {
    for (BroadcastDraft& draft : book_.drafts()) {
      const std::vector<BroadcastDraft::Part> written = draft.gather(session);
      if (!written.empty() || draft.has_refused()) book_.changed();
      if (!draft.ref().empty()) continue;
      for (const BroadcastDraft::Part& part : written) book_.sent(draft.id(), part.jid, part.id);
      if (auto content = draft.take_content(); !content.empty()) book_.says(draft.id(), std::move(content));
    }
    send_all(session);
    for (BroadcastDraft& draft : book_.drafts()) {
      if (draft.is_over() && draft.has_refused()) tell_refused(session, draft);
    }
    if (std::erase_if(book_.drafts(), [](const BroadcastDraft& draft) { return draft.is_over(); }) > 0) book_.changed();
  }

  void send_all(Session& session) {
    for (const BroadcastDraft& draft : book_.drafts()) {
      if (!draft.uploads().empty() && !draft.held_until() && !waits_for_another(draft)) send(session, draft);
    }
  }

  // A change of what the server has not taken yet would be one of nothing.
  [[nodiscard]] bool waits_for_another(const BroadcastDraft& draft) {
    const BroadcastDraft* original = draft.ref().empty() ? nullptr : find(draft.ref());
    return original != nullptr && original != &draft && !original->uploads().empty();
  }

  void send(Session& session, const BroadcastDraft& draft) {
    const broadcast_::Broadcast& upload = draft.uploads().front();
    if (!asked_.insert(upload.id).second) return;
    session.ask_server("set", upload.write(), [this, draft_id = draft.id(), id = upload.id](Session& s, const Answer& answer) {
      asked_.erase(id);
      BroadcastDraft* found = find(draft_id);
      if (found != nullptr && !found->uploads().empty() && found->uploads().front().id == id) answered(s, *found, answer);
    });
  }

  void answered(Session& session, BroadcastDraft& draft, const Answer& answer) {
    if (!answer && answer.error().kind != RequestFault::Kind::Refused) return;  // whether the server has it nobody knows: it goes again
    if (!answer && draft.is_begun() && answer.error().retry_after) {
      return draft.hold(session.now().monotonic + *answer.error().retry_after);  // the others have theirs: this goes later
    }
    if (!answer) return refuse(session, draft, failed(draft.command(), answer.error()));
    const auto* payload = answer->find_child(broadcast_::kNs, "accepted");
    const auto accepted = payload != nullptr ? broadcast_::Accepted::parse(*payload) : std::nullopt;
    if (!accepted || accepted->id != draft.uploads().front().id)
      return refuse(session, draft, Failed{draft.command(), "bad-answer", {}, {}, {}});
    const broadcast_::Broadcast upload = draft.take_upload();
    book_.changed();
    for (const broadcast_::Refused& one : accepted->refused) book_.refused(draft.id(), bare_of(one.jid));
    session.emit(event_of(draft, upload, *accepted));
  }

  void refuse(Session& session, BroadcastDraft& draft, Failed failure) {
    failure.id = draft.id();
    for (const broadcast_::Broadcast& upload : draft.uploads()) {
      for (const broadcast_::Recipient& recipient : upload.recipients) book_.refused(draft.id(), recipient.jid);
    }
    book_.changed();
    std::erase_if(book_.drafts(), [&](const BroadcastDraft& each) { return each.id() == failure.id; });
    session.emit(std::move(failure));
  }

  // Nobody is left who could get it.
  static void tell_refused(Session& session, BroadcastDraft& draft) {
    if (!draft.is_begun()) {
      return session.emit(Failed{draft.command(), draft.take_refused().front().reason, "keys are not to be had", {}, draft.id()});
    }
    BroadcastAccepted event{draft.id(), {}, {}, {}, draft.ref(), {}};
    for (const broadcast_::Refused& one : draft.take_refused()) event.refused.push_back({one.jid, one.reason});
    session.emit(std::move(event));
  }

  static BroadcastAccepted event_of(BroadcastDraft& draft, const broadcast_::Broadcast& upload, const broadcast_::Accepted& accepted) {
    BroadcastAccepted event{draft.id(), accepted.stamp, {}, {}, draft.ref(), draft.waiting()};
    std::set<std::string> refused;
    for (const broadcast_::Refused& one : accepted.refused) {
      refused.insert(one.jid);
      event.refused.push_back({one.jid, one.reason});
    }
    for (const broadcast_::Refused& one : draft.take_refused()) event.refused.push_back({one.jid, one.reason});
    for (const broadcast_::Recipient& recipient : upload.recipients) {
      if (refused.count(recipient.jid) == 0) event.messages.push_back({recipient.jid, recipient.id});
    }
    return event;
  }

  std::set<std::string> asked_;  // ids of uploads, on this stream
  BroadcastBook book_;
};

}  // namespace

std::unique_ptr<Feature> broadcast() { return std::make_unique<Broadcasts>(); }

}  // namespace assay::client::features
