// Bind 2 (XEP-0386): what a session can begin with. Beginning it is the router's business (router_login.cpp).

#include "reference/stanza/bind2.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {
namespace {

void announce_inline(const Context& context, const stream::Facts&, std::vector<xml::Element>& inlined) {
  stanza::bind2::Feature offer;
  for (const Feature& feature : context.outlet.features()) {
    for (const SessionBeginning& beginning : feature.beginnings) offer.vars.push_back(beginning.ns);
  }
  inlined.push_back(offer.write());
}

}  // namespace

Feature bind2() { return {.name = "bind2", .announce_inline = announce_inline}; }

}  // namespace assay::server::features
