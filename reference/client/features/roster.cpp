// The roster (RFC 6121 section 2): fetched after binding and kept by pushes. A push counts only if our own account sends it (section
// 2.1.6; R1, CVE-2015-8688): everybody else is answered with service-unavailable and changes nothing.

#include "reference/stanza/roster.hpp"

#include "reference/client/feature.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

using stanza::roster::Item;
using stanza::roster::Query;
using stanza::roster::Subscription;

class Roster final : public Feature {
 public:
  void bound(Session& session) override {
    session.contacts().forget();
    session.request("get", Query{}.write(), [](Session& s, const Answer& answer) {
      s.contacts().answered();
      if (!answer) return;
      const auto* payload = answer->find_child(xml::ns::kRoster, "query");
      const auto query = payload != nullptr ? Query::parse(*payload) : std::nullopt;
      if (!query) return;
      for (const Item& item : query->items) apply(s, item);
    });
  }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "set") return false;
    const auto* payload = stanza::payload_of(element);
    if (payload == nullptr || !payload->is(xml::ns::kRoster, "query")) return false;
    const auto query = Query::parse(*payload);
    if (!session.is_own(element)) {
      session.send(stanza::error_of(element, stanza::stanza_error("service-unavailable")));
    } else if (!query || query->items.size() != 1) {
      session.send(stanza::error_of(element, stanza::stanza_error("bad-request")));
    } else {
      apply(session, query->items.front());
      session.send(stanza::result_of(element));
    }
    return true;
  }

 private:
  static void apply(Session& session, const Item& item) {
    if (item.subscription == Subscription::Remove) {
      session.contacts().remove(item.jid);
    } else if (!session.contacts().put(item.jid, item.subscription, session.config().limits.roster_items)) {
      return;
    }
    session.emit(RosterChanged{item.jid.text(), std::string(stanza::roster::name_of(item.subscription))});
  }
};

}  // namespace

std::unique_ptr<Feature> roster() { return std::make_unique<Roster>(); }

}  // namespace assay::client::features
