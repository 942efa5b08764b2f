// The session request of RFC 3921: nothing to do since RFC 6121, but older clients insist on it.

#include "reference/server/feature.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {

Feature session() {
  const auto announce = [](const Context&, const stream::Facts& facts, xml::Element& features) {
    if (!facts.username.empty()) features.append(xml::ns::kSession, "session").append(xml::ns::kSession, "optional");
  };
  const auto answer = [](const Context&, Session&, const xml::Element&, const xml::Element&) -> IqAnswer { return std::nullopt; };
  return {.name = "session", .announce = announce, .iq = {{"set", xml::ns::kSession, "session", IqHandler::Target::Either, answer}}};
}

}  // namespace assay::server::features
