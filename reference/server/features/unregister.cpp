// The end of an account at its owner's wish (spec chapter 02; REG-22).

#include "reference/server/feature.hpp"
#include "reference/stanza/registration.hpp"

namespace assay::server::features {
namespace {

namespace reg = stanza::registration;

IqAnswer end_account(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  context.outlet.end_account(session.account(), {"not-authorized", "the account was unregistered", "unregistered"});
  context.log.write(LogLevel::Note, "a number was unregistered");
  return std::nullopt;
}

}  // namespace

Feature unregister() {
  return {.name = "unregister", .iq = {{"set", reg::kNs, "unregister", IqHandler::Target::Server, end_account, false, true}}};
}

}  // namespace assay::server::features
