// One-to-one messages (RFC 6121 section 5, spec chapter 04). What the server has not accepted is sent again after a cut, with the same id
// and in order (MSG-04); what it delivers twice is shown once (MSG-06).

#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/error.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

constexpr Duration kQuietWait = std::chrono::seconds{10};

class Messages final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* message = std::get_if<SendMessage>(&command);
    if (message == nullptr) return false;
    if (const char* condition = fault(session, *message)) {
      session.emit(Failed{"send", condition, {}, {}, message->id});
      return true;
    }
    (void)session.receipts().sent(message->id, jid::Jid::parse(message->to)->bare().text());
    deliver(session, {*message, {}, "chat", {}, Told::Caller});
    return true;
  }

  void bound(Session& session) override { deliver_again(session); }

  // What was written while offline, and with ack:1 what was counted before its acknowledgement was lost: the server knows it by its id.
  // But it may have been refused, and then is no message that the server knows: to say it again before that has come would be to send what
  // the caller is told has failed.
  void resumed(Session& session) override { deliver_uncounted(session); }

  // MSG-13e: what was too fast goes again, all that waits in its order.
  void timer(Session& session) override {
    due_ = session.outbox().held_until();
    if (!due_ || *due_ > session.now().monotonic) return;
    due_.reset();
    session.outbox().release();
    if (session.is_online() && !session.outbox().is_held()) deliver_again(session);
  }
  void turn_ends(Session& session) override { due_ = session.outbox().held_until(); }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return due_; }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message")) return false;
    if (element.attribute("type") == "error") {
      bounced(session, element);
    } else if (element.attribute("type") != "groupchat") {
      take_message(session, element, Route::Direct);
    }
    return true;
  }

 private:
  /// A wait that nobody need be told of.
  static bool is_to_wait(const Failed& failure) {
    return failure.condition == "rate-limit" && failure.retry_after && *failure.retry_after <= kQuietWait;
  }

  static const char* fault(Session& session, const SendMessage& message) {
    if (!jid::Jid::parse(message.to)) return "jid-malformed";
    if (message.id.empty() || message.id.size() > session.config().limits.message_id_octets) return "bad-id";
    if (session.outbox().find(message.id) != nullptr) return "conflict";
    if (session.outbox().is_full()) return "queue-full";
    return nullptr;
  }

  /// An error counts if it comes from where the message went, or from the servers on the way.
  static void bounced(Session& session, const xml::Element& element) {
    acknowledge_entry(session, element);
    const std::string id(element.attribute("id"));
    const Outgoing* outgoing = session.outbox().find(id);
    const auto from = jid::Jid::parse(element.attribute("from"));
    if (outgoing == nullptr) return returned(session, id, from, element);
    const auto to = jid::Jid::parse(outgoing->message.to);
    const bool ours = !from || from->bare() == session.address()->bare() || from->is_domain();
    if (!ours && from->bare() != to->bare()) return;
    Failed failure = failed("send", refused(stanza::StanzaError::of(element)));
    if (is_to_wait(failure)) return session.outbox().hold(session.now().monotonic + *failure.retry_after);
    failure.id = id;
    const bool told = is_told(*session.outbox().take(id));
    if (told) session.emit(std::move(failure));
  }

  /// It was accepted, and nobody fetched it (REG-18).
  static void returned(Session& session, const std::string& id, const std::optional<jid::Jid>& from, const xml::Element& element) {
    if (!from || !session.receipts().returned(id, from->bare().text())) return;
    Failed failure = failed("send", refused(stanza::StanzaError::of(element)));
    failure.id = id;
    session.emit(std::move(failure));
  }

  std::optional<Instant> due_;
};

}  // namespace

std::unique_ptr<Feature> messages() { return std::make_unique<Messages>(); }

}  // namespace assay::client::features
