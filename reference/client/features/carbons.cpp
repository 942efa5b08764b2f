// Message Carbons (XEP-0280): enabled where the server has them. A copy counts only if it comes from our own bare address: anybody can wrap
// words and put them into another's mouth (section 11; CVE-2017-5589 and kin).

#include "reference/stanza/carbons.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/file_book.hpp"
#include "reference/client/incoming.hpp"
#include "reference/stanza/disco.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace carbons_ = stanza::carbons;

class Carbons final : public Feature {
 public:
  void bound(Session& session) override {
    if (session.begins_with_carbons()) return;
    session.ask_server("get", stanza::disco::Info{}.write(), [](Session& s, const Answer& answer) {
      const xml::Element* payload = answer ? answer->find_child(stanza::disco::kInfoNs, "query") : nullptr;
      const auto info = payload != nullptr ? stanza::disco::Info::parse(*payload) : std::nullopt;
      if (!info || std::find(info->features.begin(), info->features.end(), carbons_::kNs) == info->features.end()) return;
      s.request("set", carbons_::enable(), [](Session&, const Answer&) {});
    });
  }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message") || !carbons_::is_wrapped(element) || element.attribute("type") == "error") return false;
    const auto from = jid::Jid::parse(element.attribute("from"));
    // Whatever else a forged one says is its sender's message like any other.
    if (!session.address() || !from || *from != session.address()->bare()) return false;
    // What another device sent waits in our mailbox (MSG-24); a copy for sessions of one device has no entry there.
    acknowledge_entry(session, element);
    const auto copy = carbons_::Copy::of(element);
    if (!copy) return true;
    const std::string_view type = copy->original.attribute("type");
    if (type == "error" || type == "groupchat") return true;
    if (copy->direction == carbons_::Direction::Received) {
      take_message(session, copy->original, Route::Copy);
    } else {
      sent_elsewhere(session, copy->original);
    }
    return true;
  }

 private:
  static void sent_elsewhere(Session& session, const xml::Element& original) {
    const auto from = jid::Jid::parse(original.attribute("from"));
    const auto to = jid::Jid::parse(original.attribute("to"));
    const auto* body = original.find_child(xml::ns::kClient, "body");
    auto file = file_in(original, session.privacy());
    if (!from || from->bare() != session.address()->bare() || !to || (body == nullptr && !file)) return;
    const auto kind = stanza::kind_of(original);
    if (!kind || kind->type != stanza::MessageKind::Content) return;
    const std::string id(original.attribute("id"));
    // What we know was sent by us, or was copied before.
    if (!id.empty() && !session.receipts().sent(id, to->bare().text())) return;
    SentElsewhere sent{to->bare().text(), id, body != nullptr ? body->text() : std::string()};
    if (file) sent.file = facts_of(*file);
    if (file && !id.empty()) session.files().add({{}, from->bare().text(), id}, std::move(*file));
    session.emit(std::move(sent));
  }
};

}  // namespace

std::unique_ptr<Feature> carbons() { return std::make_unique<Carbons>(); }

}  // namespace assay::client::features
