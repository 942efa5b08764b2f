// Stream management (XEP-0198): enabling it, counts in both directions, and what becomes of stanzas that were never counted. Losing a
// connection and resuming is the router's business (router_resume.cpp).

#include "reference/stanza/stream_management.hpp"

#include <algorithm>

#include "reference/server/acknowledging.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::server::features {
namespace {

namespace sm = stanza::sm;

constexpr std::size_t kIdOctets = 18;  // 144 random bits

void announce(const Context&, const stream::Facts& facts, xml::Element& features) {
  if (!facts.username.empty()) features.add(sm::feature());
}

void refuse(const Context& context, Session& session, const char* condition) { context.send(session, sm::Failed{condition}.write()); }

// <enabled/>, or why not.
xml::Element begin(const Context& context, Session& session, const xml::Element& element) {
  if (session.management) return sm::Failed{"unexpected-request"}.write();
  const std::optional<sm::Enable> wanted = sm::Enable::parse(element);
  if (!wanted) return sm::Failed{"bad-request"}.write();
  StreamManagement management;
  sm::Enabled enabled;
  if (wanted->resume) {
    const auto most = std::chrono::duration_cast<std::chrono::seconds>(context.limits().resume_time);
    const std::chrono::seconds granted = std::min(wanted->max.value_or(most), most);
    management.id = context.random.token(kIdOctets);
    management.resume_time = granted;
    enabled = {true, management.id, granted};
  }
  session.management = std::move(management);
  return enabled.write();
}

void enable(const Context& context, Session& session, const xml::Element& element) {
  context.send(session, begin(context, session, element));
}

void announce_inline(const Context&, const stream::Facts&, std::vector<xml::Element>& inlined) { inlined.push_back(sm::feature()); }

void answer_request(const Context& context, Session& session, const xml::Element&) {
  if (!session.management) return refuse(context, session, "unexpected-request");
  context.send(session, sm::Answer{session.management->handled}.write());
}

void take_answer(const Context& context, Session& session, const xml::Element& element) {
  if (!session.management) return refuse(context, session, "unexpected-request");
  const std::optional<sm::Answer> answer = sm::Answer::parse(element);
  if (!answer) return context.outlet.end(session, {"bad-format", "an answer without a count", {}});
  if (!acknowledge(context, session, answer->h)) {
    return context.outlet.end(session, sm::handled_count_too_high(answer->h, session.management->sent.sent()));
  }
  session.management->asked = false;
  ask_in_time(context, session);
  continue_delivery(context, session);
}

// Section 4: whoever asked an iq that was never handled is told so. Messages are in the mailbox still, and presence is past.
void closed(const Context& context, Session& session) {
  if (!session.management) return;
  for (const SentStanza& stanza : session.management->sent.items()) {
    if (!stanza.request) continue;
    const std::optional<jid::Jid> from = jid::Jid::parse(stanza.request->attribute("from"));
    Session* asker = from ? context.sessions.find(*from) : nullptr;
    if (asker) context.send(*asker, stanza::error_of(*stanza.request, stanza::stanza_error("service-unavailable")));
  }
}

}  // namespace

Feature stream_management() {
  const auto resume = [](const Context& context, Session& session, const xml::Element&) { refuse(context, session, "unexpected-request"); };
  return {.name = "stream-management",
          .announce = announce,
          .announce_inline = announce_inline,
          .beginnings = {{sm::kNs, "enable", begin}},
          .nonzas = {{sm::kNs, "enable", enable}, {sm::kNs, "r", answer_request}, {sm::kNs, "a", take_answer}, {sm::kNs, "resume", resume}},
          .closed = closed};
}

}  // namespace assay::server::features
