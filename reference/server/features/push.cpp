// Push (XEP-0357; spec chapter 08; OFF-14): a device says by whom it wants to be woken, and is when something waits for it while it is not
// connected. A wake-up says nothing but that; when there is one, wake_ups.hpp says.

#include "reference/stanza/push.hpp"

#include <memory>

#include "reference/server/companions.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/mailbox.hpp"
#include "reference/server/push_registrations.hpp"
#include "reference/server/wake_ups.hpp"

namespace assay::server::features {
namespace {

// Each of node and secret: the services in use need some 200.
constexpr std::size_t kMostOctets = 1'024;

IqAnswer enable(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<stanza::push::Enable> enable = stanza::push::Enable::parse(payload);
  if (!enable) return fail(stanza::stanza_error("bad-request"));
  if (enable->node.size() > kMostOctets || enable->secret.size() > kMostOctets) {
    return fail(stanza::stanza_error("not-acceptable", "the node or the secret is too long"));
  }
  PushRegistrations(context.turn).put(session.account(), session.device, {enable->service.text(), enable->node, enable->secret});
  return std::nullopt;
}

IqAnswer disable(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<stanza::push::Disable> disable = stanza::push::Disable::parse(payload);
  if (!disable) return fail(stanza::stanza_error("bad-request"));
  PushRegistrations registrations(context.turn);
  const std::optional<PushRegistration> ours = registrations.find(session.account(), session.device);
  const bool is_meant = ours && ours->service == disable->service.text() && (!disable->node || ours->node == *disable->node);
  if (is_meant) registrations.erase(session.account(), session.device);
  return std::nullopt;
}

}  // namespace

Feature push() {
  using Target = IqHandler::Target;
  const auto wake_ups = std::make_shared<WakeUps>();
  const auto came = [wake_ups](const Context&, Session& session) { wake_ups->came(session.account(), session.device); };
  return {.name = "push",
          .account_disco = {stanza::push::kNs},
          .iq = {{"set", stanza::push::kNs, "enable", Target::Account, enable},
                 {"set", stanza::push::kNs, "disable", Target::Account, disable}},
          // Whoever had the number before is not woken for whoever has it now.
          .registered = [](const Context& context, const std::string& account,
                           Registration) { PushRegistrations(context.turn).erase(account, kPhone); },
          .device_forgotten = [](const Context& context, const std::string& account,
                                 const std::string& device) { PushRegistrations(context.turn).erase(account, device); },
          .forgotten = [](const Context& context, const std::string& account) { PushRegistrations(context.turn).erase(account, kPhone); },
          .waiting = [wake_ups](const Context& context, const std::string& account,
                                const std::string& device) { wake_ups->want(context, account, device); },
          .bound = came,
          // What was on its way to a phone that lost its network waits for it.
          .detached =
              [wake_ups](const Context& context, Session& session) {
                if (Mailbox(context.turn, session.account(), session.device).size().entries == 0) return;
                wake_ups->want(context, session.account(), session.device);
              },
          .resumed = came,
          .hourly = [wake_ups](const Context& context) { wake_ups->take_results(context); },
          .next_deadline = [wake_ups](const Context&) { return wake_ups->next_deadline(); },
          .due = [wake_ups](const Context& context) { wake_ups->due(context); }};
}

}  // namespace assay::server::features
