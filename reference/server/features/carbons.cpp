// Message Carbons (XEP-0280), enabling and disabling. The copies are made where messages are taken (server/carbons.cpp).

#include "reference/stanza/carbons.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

// Asked for twice is no error (section 10.1).
IqHandler set(const char* local, bool to) {
  const auto answer = [to](const Context& context, Session& session, const xml::Element&, const xml::Element&) -> IqAnswer {
    context.outlet.touch(session);
    session.carbons = to;
    return std::optional<xml::Element>();
  };
  return {.type = "set", .ns = stanza::carbons::kNs, .local = local, .target = IqHandler::Target::Account, .answer = answer};
}

}  // namespace

Feature carbons() {
  const auto begin = [](const Context&, Session& session, const xml::Element&) -> std::optional<xml::Element> {
    session.carbons = true;
    return std::nullopt;
  };
  return {.name = "carbons",
          .disco = {stanza::carbons::kNs},
          .beginnings = {{stanza::carbons::kNs, "enable", begin}},
          .iq = {set("enable", true), set("disable", false)}};
}

}  // namespace assay::server::features
