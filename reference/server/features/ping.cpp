// XMPP Ping (XEP-0199 version 2.0): the server answers for itself and for accounts.

#include "reference/stanza/ping.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {

Feature ping() {
  const auto answer = [](const Context&, Session&, const xml::Element&, const xml::Element&) -> IqAnswer { return std::nullopt; };
  return {.name = "ping",
          .disco = {stanza::kPingNs},
          .account_disco = {stanza::kPingNs},
          .iq = {{"get", stanza::kPingNs, "ping", IqHandler::Target::Either, answer}}};
}

}  // namespace assay::server::features
