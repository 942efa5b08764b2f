// One-to-one messages (RFC 6121 section 5, spec chapter 04). What the server has not accepted is sent again after a cut, with the same id
// and in order (MSG-04); what it delivers twice is shown once (MSG-06).

#include <utility>

#include "reference/client/feature.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/ack.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/ping.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

xml::Element stanza_of(const SendMessage& message) {
  xml::Element element(xml::ns::kClient, "message");
  element.set_attribute("to", message.to).set_attribute("id", message.id).set_attribute("type", "chat");
  element.add(xml::Element(xml::ns::kClient, "body").add_text(message.body));
  return element;
}

class Messages final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* message = std::get_if<SendMessage>(&command);
    if (message == nullptr) return false;
    if (const char* condition = fault(session, *message)) {
      session.emit(Failed{"send", condition, {}, {}, message->id});
      return true;
    }
    session.outbox().add(*message);
    if (session.is_online()) send(session, *message);
    return true;
  }

  void bound(Session& session) override {
    for (const SendMessage& message : session.outbox().messages()) send(session, message);
  }

  // What was written while offline, and with ack:1 what was counted before its acknowledgement was lost: the server knows it by its id.
  void resumed(Session& session) override {
    for (const SendMessage& message : session.outbox().messages()) {
      if (!session.is_unacknowledged(message.id)) send(session, message);
    }
  }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message")) return false;
    if (element.attribute("type") == "error") {
      bounced(session, element);
    } else if (element.attribute("type") != "groupchat") {
      received(session, element);
    }
    return true;
  }

 private:
  static const char* fault(Session& session, const SendMessage& message) {
    if (!jid::Jid::parse(message.to)) return "jid-malformed";
    if (message.id.empty() || message.id.size() > session.config().limits.message_id_octets) return "bad-id";
    if (session.outbox().find(message.id) != nullptr) return "conflict";
    if (session.outbox().is_full()) return "queue-full";
    return nullptr;
  }

  static void send(Session& session, const SendMessage& message) {
    session.send(stanza_of(message), message.id);
    if (session.acknowledges() || session.managed() != nullptr) return;  // its acknowledgement, or its count, says that it is accepted
    // A server reads what we send in order (RFC 6120 section 10.1): its answer to a ping behind the message shows that it has read it.
    session.request("get", stanza::ping(), [id = message.id](Session& s, const Answer& answer) {
      const bool answered = answer || answer.error().kind == RequestFault::Kind::Refused;
      if (answered && s.outbox().take(id)) s.emit(Accepted{id, {}});
    });
  }

  /// An error counts if it comes from where the message went, or from the servers on the way.
  static void bounced(Session& session, const xml::Element& element) {
    const std::string id(element.attribute("id"));
    const SendMessage* message = session.outbox().find(id);
    if (message == nullptr) return;
    const auto from = jid::Jid::parse(element.attribute("from"));
    const auto to = jid::Jid::parse(message->to);
    const bool ours = !from || from->bare() == session.address()->bare() || from->is_domain();
    if (!ours && from->bare() != to->bare()) return;
    Failed failure = failed("send", refused(stanza::StanzaError::of(element)));
    failure.id = id;
    session.outbox().take(id);
    session.emit(std::move(failure));
  }

  static void received(Session& session, const xml::Element& element) {
    const std::string own = session.address() ? session.address()->bare().text() : std::string();
    const auto from = element.has_attribute("from") ? jid::Jid::parse(element.attribute("from")) : jid::Jid::parse(own);
    const auto entry = stanza::StanzaId::of(element, own);
    const std::string entry_id = entry ? entry->id : std::string();
    const auto* body = element.find_child(xml::ns::kClient, "body");
    if (!from || body == nullptr) return acknowledge(session, entry_id);

    MessageReceived message;
    message.from = from->bare().text();
    message.id = std::string(element.attribute("id"));
    message.body = body->text();
    if (const auto delay = stanza::Delay::of(element); delay && delay->from == session.config().domain) {
      message.delayed = true;
      message.stamp = delay->stamp;
    }
    const std::string key = key_of(message, entry_id);
    if (key.empty()) return session.emit(std::move(message));
    switch (session.inbox().arrived(key, entry_id)) {
      case Inbox::Arrival::New: return session.emit(std::move(message), key);
      case Inbox::Arrival::Waiting: return;
      case Inbox::Arrival::Seen: return acknowledge(session, entry_id);
    }
  }

  /// (sender, id), or the mailbox entry where the sender gave no id, or "" where nothing tells the message from others. Neither a JID nor
  /// an XML attribute can hold the separator.
  static std::string key_of(const MessageReceived& message, const std::string& entry) {
    if (!message.id.empty()) return message.from + '\x1f' + message.id;
    if (!entry.empty()) return '\x1f' + entry;
    return {};
  }

  static void acknowledge(Session& session, const std::string& entry) {
    if (!entry.empty() && session.acknowledges()) session.send(stanza::ack::Ack{entry, {}}.write());
  }
};

}  // namespace

std::unique_ptr<Feature> messages() { return std::make_unique<Messages>(); }

}  // namespace assay::client::features
