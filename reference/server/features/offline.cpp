// Messages for a phone that is off (spec chapter 08; XEP-0160 for streams without ack:1): a backlog begins when a session becomes able to
// take it.

#include "reference/stanza/offline.hpp"

#include "reference/server/bounces.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

void presence_changed(const Context& context, Session& session) {
  const bool receptive = session.is_available() && session.priority >= 0;
  if (receptive == session.mailbox.receptive) return;
  if (receptive) {
    start_backlog(context, session);
  } else {
    stop_delivery(context, session);
  }
}

}  // namespace

Feature offline() {
  return {.name = "offline",
          .disco = {"msgoffline", stanza::offline::kNs},
          .registered =
              [](const Context& context, const std::string& account, Registration which) {
                const bool is_foreign = which == Registration::AnotherDevice && context.config.queued_mail == QueuedMail::Bounce;
                if (is_foreign) bounce_waiting(context, account);
              },
          .forgotten =
              [](const Context& context, const std::string& account) {
                bounce_waiting(context, account);
                Mailbox(context.turn, account).forget();
              },
          .presence_changed = presence_changed,
          .written = [](const Context& context, Session& session) { continue_delivery(context, session); },
          .detached = [](const Context&, Session& session) { pause_delivery(session); },
          .resumed = [](const Context& context, Session& session) { resume_delivery(context, session); },
          .closed =
              [](const Context& context, Session& session) {
                if (!session.replaced) inherit_entries(context, session);
              }};
}

}  // namespace assay::server::features
