// Service discovery (XEP-0030), the answering side: what this phone is and can.

#include "reference/stanza/disco.hpp"

#include "reference/client/feature.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/ping.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

class Disco final : public Feature {
 public:
  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "get") return false;
    const auto* payload = stanza::payload_of(element);
    if (payload == nullptr || !payload->is(stanza::disco::kInfoNs, "query")) return false;
    const auto asked = stanza::disco::Info::parse(*payload);
    if (!asked || !asked->node.empty()) {
      session.send(stanza::error_of(element, stanza::stanza_error(asked ? "item-not-found" : "bad-request")));
      return true;
    }
    stanza::disco::Info info;
    info.identities.push_back({"client", "phone", "assay"});
    info.features = {stanza::disco::kInfoNs, stanza::kPingNs, stanza::receipts::kNs};
    session.send(stanza::result_of(element, info.write()));
    return true;
  }
};

}  // namespace

std::unique_ptr<Feature> disco() { return std::make_unique<Disco>(); }

}  // namespace assay::client::features
