// Slots for files (XEP-0363; spec chapter 10; MSG-25): who is logged in gets leave to put a file of one size and hash at the media host.
// Served at a domain of its own, and only where the operator has a media host.

#include "reference/stanza/media.hpp"

#include <memory>

#include "reference/media/slot.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/media_slots.hpp"
#include "reference/stanza/disco.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::server::features {
namespace {

namespace media_ = stanza::media;

// Section 4: the largest file stands in a form (XEP-0128); ours says where files are (MSG-25u).
xml::Element info(const Context& context) {
  xml::Element query =
      stanza::disco::Info{{}, {{"store", "file", "assay"}}, {stanza::disco::kInfoNs, media_::kUploadNs, media_::kNs}}.write();
  query.add(media_::Service{context.limits().media_octets, context.config.media_url}.write());
  return query;
}

void refuse_as_too_large(const Context& context, Session& session, const xml::Element& iq) {
  xml::Element answer = stanza::error_of(iq, stanza::stanza_error("not-acceptable"));
  answer.find_child(answer.ns(), "error")->add(media_::file_too_large(context.limits().media_octets));
  context.send(session, answer);
}

class Slots {
 public:
  void answer(const Context& context, Session& session, const xml::Element& iq, const xml::Element& payload) {
    const auto wanted = media_::Request::parse(payload);
    if (!wanted || wanted->sha256.empty()) {
      return context.refuse(session, iq, stanza::stanza_error("bad-request", "a size and the file's hash are wanted"));
    }
    if (wanted->content_type != media_::kContentType) {
      return context.refuse(session, iq, stanza::stanza_error("not-acceptable", "files are encrypted octets"));
    }
    if (wanted->octets > context.limits().media_octets) return refuse_as_too_large(context, session, iq);
    if (!key_) key_ = std::make_unique<media::SlotKey>(context.config.secret);
    const std::string id = key_->id_of(session.account(), wanted->octets, wanted->sha256);
    if (const auto refusal = MediaSlots(context).charge(session.account(), id, wanted->octets)) {
      const char* name = refusal->why == MediaSlots::Refusal::Why::Full ? "media-full" : "rate-limit";
      return context.refuse(session, iq, stanza::cxmpp_error(name, refusal->wait));
    }
    const media::Slot slot{id, wanted->octets, wanted->sha256, context.now().wall + context.limits().media_slot_time};
    const std::string url = context.config.media_url + "/" + id;
    context.send(session, stanza::result_of(iq, media_::Slot{url, key_->write(slot), url}.write()));
  }

 private:
  std::unique_ptr<media::SlotKey> key_;  // of the operator's secret, which is always the same
};

void take(const Context& context, Session& session, const xml::Element& stanza, const jid::Jid& to, Slots& slots) {
  const std::string_view type = stanza.attribute("type");
  if (type == "error" || (stanza.local() == "iq" && type == "result")) return;
  if (context.config.media_url.empty()) return context.refuse(session, stanza, stanza::stanza_error("remote-server-not-found"));
  const bool is_iq = stanza.local() == "iq";
  if (!is_iq && stanza.local() != "message") return;
  const xml::Element* payload = is_iq ? stanza::payload_of(stanza) : nullptr;
  if (is_iq && (stanza.attribute("id").empty() || !payload)) return context.refuse(session, stanza, stanza::stanza_error("bad-request"));
  if (payload && type == "get" && to.is_domain() && !payload->has_attribute("node")) {
    if (payload->is(media_::kUploadNs, "request")) return slots.answer(context, session, stanza, *payload);
    if (payload->is(stanza::disco::kInfoNs, "query")) return context.send(session, stanza::result_of(stanza, info(context)));
    if (payload->is(stanza::disco::kItemsNs, "query"))
      return context.send(session, stanza::result_of(stanza, stanza::disco::Items{}.write()));
  }
  context.refuse(session, stanza, stanza::stanza_error("service-unavailable"));
}

}  // namespace

Feature media() {
  const auto slots = std::make_shared<Slots>();
  return {.name = "media",
          .subdomain = "upload",
          .at_subdomain = [slots](const Context& context, Session& session, xml::Element& stanza,
                                  const jid::Jid& to) { take(context, session, stanza, to, *slots); },
          .forgotten = [](const Context& context, const std::string& account) { MediaSlots(context).forget(account); }};
}

}  // namespace assay::server::features
