// Join notices (spec chapter 03: CON-11): who has a newcomer's number and wants to know is told, once. Not at the registration but when
// the newcomer first becomes available: until then it can say that it hides.
//
// Space "contact-newcomer": key(account) -> "": nobody was told yet.

#include "reference/server/contact_matching.hpp"
#include "reference/server/feature.hpp"
#include "reference/store/key.hpp"

namespace assay::server::features {
namespace {

constexpr const char* kSpace = "contact-newcomer";

void registered(const Context& context, const std::string& account, Registration which) {
  if (which == Registration::Fresh) context.store().put(kSpace, store::key({account}), {});
}

void presence_changed(const Context& context, Session& session) {
  if (!session.is_available()) return;
  const Bytes key = store::key({session.account()});
  if (!context.store().get(kSpace, key)) return;
  if (tell_joined(context, session.account())) context.store().erase(kSpace, key);
}

}  // namespace

Feature join_notices() {
  return {.name = "join_notices",
          .registered = registered,
          .forgotten = [](const Context& context, const std::string& account) { context.store().erase(kSpace, store::key({account})); },
          .presence_changed = presence_changed};
}

}  // namespace assay::server::features
