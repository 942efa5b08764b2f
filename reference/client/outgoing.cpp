#include "reference/client/outgoing.hpp"

#include <utility>
#include <vector>

#include "reference/stanza/ping.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

xml::Element stanza_of(const Outgoing& outgoing) {
  if (outgoing.sealed) return *outgoing.sealed;
  xml::Element element = frame_of(outgoing);
  for (xml::Element& child : contents_of(outgoing)) element.add(std::move(child));
  return element;
}

void send(Session& session, Outgoing& outgoing) {
  outgoing.waits = !outgoing.sealed && session.seal(outgoing) == Sealing::Waits;
  if (outgoing.waits) return;
  outgoing.refused = is_sealed_only(outgoing) && !outgoing.sealed;  // MSG-25o
  if (outgoing.refused) return;
  outgoing.sent = true;
  for (const xml::Element& ahead : outgoing.ahead) session.send(ahead, std::string(ahead.attribute("id")));
  session.send(stanza_of(outgoing), outgoing.message.id);
  if (session.acknowledges() || session.managed() != nullptr) return;  // its acknowledgement, or its count, says that it is accepted
  // A server reads what we send in order (RFC 6120 section 10.1): its answer to a ping behind the message shows that it has read it.
  session.request("get", stanza::ping(), [id = outgoing.message.id](Session& s, const Answer& answer) {
    if (answer || answer.error().kind == RequestFault::Kind::Refused) accepted(s, id, {});
  });
}

void give_up_refused(Session& session) {
  std::vector<std::string> refused;
  for (const Outgoing& outgoing : session.outbox().messages()) {
    if (outgoing.refused) refused.push_back(outgoing.message.id);
  }
  for (const std::string& id : refused) {
    const auto taken = session.outbox().take(id);
    if (taken && is_told(*taken)) session.emit(Failed{"send", "no-keys", "a file goes encrypted or not at all", {}, id});
  }
}

// What the server has not counted is on its way already.
void deliver_rest(Session& session) {
  if (!session.is_online() || session.outbox().is_held()) return;
  for (Outgoing& outgoing : session.outbox().messages()) {
    if (!outgoing.on_its_way) send(session, outgoing);
  }
  give_up_refused(session);
}

}  // namespace

xml::Element frame_of(const Outgoing& outgoing) {
  xml::Element element(xml::ns::kClient, "message");
  element.set_attribute("to", outgoing.message.to).set_attribute("id", outgoing.message.id);
  if (!outgoing.type.empty()) element.set_attribute("type", outgoing.type);
  return element;
}

std::vector<xml::Element> contents_of(const Outgoing& outgoing) {
  if (!outgoing.receipt_for.empty()) return {stanza::receipts::Received{outgoing.receipt_for}.write()};
  std::vector<xml::Element> contents;
  const bool plain = outgoing.payload.empty();
  const auto& file = outgoing.message.file;
  if ((plain && !file) || !outgoing.message.body.empty()) {
    contents.push_back(xml::Element(xml::ns::kClient, "body").add_text(outgoing.message.body));
  }
  if (plain) contents.push_back(stanza::receipts::request());
  if (file) contents.push_back(file->write());
  contents.insert(contents.end(), outgoing.payload.begin(), outgoing.payload.end());
  return contents;
}

bool is_sealed_only(const Outgoing& outgoing) { return outgoing.sealed_only || outgoing.message.file; }

bool is_told(const Outgoing& outgoing) { return outgoing.receipt_for.empty() && outgoing.told == Told::Caller; }

void deliver(Session& session, Outgoing outgoing) {
  session.outbox().add(std::move(outgoing));
  if (!session.is_online() || session.outbox().is_held()) return;
  send(session, session.outbox().messages().back());
  give_up_refused(session);
}

void deliver_again(Session& session) {
  session.outbox().release();
  session.outbox().stop_waiting();
  for (Outgoing& outgoing : session.outbox().messages()) send(session, outgoing);
  give_up_refused(session);
}

void deliver_uncounted(Session& session) {
  Outbox& outbox = session.outbox();
  outbox.release();
  outbox.stop_waiting();
  bool doubtful = false;
  for (Outgoing& outgoing : outbox.messages()) {
    outgoing.on_its_way = session.is_unacknowledged(outgoing.message.id);
    doubtful |= outgoing.sent && !outgoing.on_its_way;
  }
  if (!doubtful) return deliver_rest(session);
  // The answer comes behind all that the server sends again, refusals among it.
  session.request("get", stanza::ping(), [number = outbox.wait_for_answer()](Session& s, const Answer&) {
    if (!s.outbox().is_awaited(number)) return;
    s.outbox().stop_waiting();
    deliver_rest(s);
  });
}

void deliver_waiting(Session& session) {
  if (!session.is_online() || session.outbox().is_held()) return;
  for (Outgoing& outgoing : session.outbox().messages()) {
    if (outgoing.waits) send(session, outgoing);
  }
  give_up_refused(session);
}

void accepted(Session& session, const std::string& id, std::optional<WallTime> stamp) {
  const std::optional<Outgoing> taken = session.outbox().take(id);
  if (taken && is_told(*taken)) session.emit(Accepted{id, stamp});
}

}  // namespace assay::client
