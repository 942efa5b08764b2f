// What the server tells of contacts' devices and numbers (spec chapter 02; REG-17). Only it sends messages from bare addresses: in a message
// from a full one, the same elements are a peer's lie.

#include "reference/stanza/identity.hpp"

#include "reference/client/feature.hpp"
#include "reference/client/incoming.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace identity_ = stanza::identity;

class Identity final : public Feature {
 public:
  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message") || element.attribute("type") == "error") return false;
    const auto from = jid::Jid::parse(element.attribute("from"));
    if (!from || !from->is_bare() || from->local().empty()) return false;
    if (element.find_child(identity_::kNs, "changed")) {
      take_notice(session, element, IdentityChanged{from->text()});
    } else if (const auto* child = element.find_child(identity_::kNs, "moved")) {
      const auto moved = identity_::Moved::parse(*child);
      if (!moved) return false;
      take_notice(session, element, ContactMoved{from->text(), moved->jid.text()});
    } else {
      return false;
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<Feature> identity() { return std::make_unique<Identity>(); }

}  // namespace assay::client::features
