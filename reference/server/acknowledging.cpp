#include "reference/server/acknowledging.hpp"

#include "reference/server/delivery.hpp"
#include "reference/stanza/stream_management.hpp"

namespace assay::server {

bool acknowledge(const Context& context, Session& session, std::uint32_t handled) {
  const auto gone = session.management->sent.acknowledge(handled);
  if (!gone) return false;
  context.outlet.touch(session);
  for (const SentStanza& stanza : *gone) {
    if (stanza.entry) (void)forget_entry(context, session.account(), session.device, *stanza.entry);
  }
  return true;
}

void ask(const Context& context, Session& session) {
  StreamManagement& management = *session.management;
  management.asked = true;
  management.since_asked = 0;
  management.ask_at.reset();
  context.send(session, stanza::sm::request());
}

void ask_in_time(const Context& context, Session& session) {
  StreamManagement& management = *session.management;
  if (!session.connection || management.asked) return;
  if (management.since_asked >= kAskAfter) return ask(context, session);
  management.ask_at.reset();
  if (management.since_asked > 0 && management.sent.size() > 0) management.ask_at = context.now().monotonic + kAskRest;
}

}  // namespace assay::server
