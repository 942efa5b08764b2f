// Presence (RFC 6121 section 4): available from the moment of binding; who of the roster comes and goes is told to the caller. Requests to
// subscribe are not answered: here contacts come from matching (spec chapter 03).

#include <set>
#include <string>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

class Presence final : public Feature {
 public:
  void bound(Session& session) override { session.send(xml::Element(xml::ns::kClient, "presence")); }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override { available_.clear(); }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "presence")) return false;
    const auto from = jid::Jid::parse(element.attribute("from"));
    const auto type = element.attribute("type");
    if (!from || !session.address() || from->bare() == session.address()->bare()) return true;
    const std::string who = from->bare().text();
    if (type.empty()) {
      // The server tells presence of roster contacts only; their number bounds ours.
      if (available_.size() < session.config().limits.roster_items && available_.insert(who).second) {
        session.emit(ContactPresence{who, true});
      }
    } else if (type == "unavailable" && available_.erase(who) != 0) {
      session.emit(ContactPresence{who, false});
    }
    return true;
  }

 private:
  std::set<std::string> available_;
};

}  // namespace

std::unique_ptr<Feature> presence() { return std::make_unique<Presence>(); }

}  // namespace assay::client::features
