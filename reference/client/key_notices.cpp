#include "reference/client/key_notices.hpp"

#include "reference/client/incoming.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/devices.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/identity.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::client {
namespace {

namespace stock_ = stanza::prekeys;
namespace listed_ = stanza::device_list;

bool takes_low(Session& session, Readers& readers, const xml::Element& message, const std::optional<jid::Jid>& from) {
  const xml::Element* low = message.find_child(stock_::kNs, "low");
  if (low == nullptr || !from || from->text() != session.config().domain) return false;
  const auto told = stock_::Low::parse(*low);
  if (told && told->device == session.keyring()->device()) readers.own().low(session, told->prekeys);
  acknowledge_entry(session, message);
  return true;
}

/// Of our own account: a companion's keys, or that one is gone, which the devices' feature tells the user.
bool takes_companion(Session& session, Readers& readers, const xml::Element& message, const jid::Jid& from) {
  if (from.bare().text() != session.keyring()->account()) return false;
  const xml::Element* child = message.find_child("urn:cxmpp:e2e:1", "device");
  const auto introduction = child != nullptr ? stanza::encrypted::Introduction::parse(*child) : std::nullopt;
  if (introduction) {
    readers.own().introduced(session, *introduction);
    acknowledge_entry(session, message);
    return true;
  }
  const xml::Element* word = message.find_child(stanza::devices::kNs, "changed");
  const auto changed = word != nullptr ? stanza::devices::Changed::parse(*word) : std::nullopt;
  const bool is_gone = changed && changed->what == stanza::devices::What::Unlinked;
  if (is_gone && session.keyring()->companions().erase(changed->device) > 0) session.keyring()->touch();
  return false;
}

bool takes_list(Session& session, Readers& readers, const xml::Element& message, const jid::Jid& from) {
  const xml::Element* devices = message.find_child(listed_::kNs, "devices");
  if (devices == nullptr) return false;
  const auto list = listed_::Devices::parse(*devices);
  acknowledge_entry(session, message);
  if (!list) return true;
  readers.pushed(session, from.text(), *list);
  return true;
}

}  // namespace

bool takes_key_notice(Session& session, Readers& readers, const xml::Element& message) {
  const auto from = jid::Jid::parse(message.attribute("from"));
  if (takes_low(session, readers, message, from)) return true;
  if (from && takes_companion(session, readers, message, *from)) return true;
  if (!from || !from->is_bare()) return false;
  // Whoever registered the number has keys of his own: better known before the next message than with it.
  const KnownAccount* known = session.keyring()->find(from->text());
  const bool is_new_owner = message.find_child(stanza::identity::kNs, "changed") != nullptr;
  if (is_new_owner && known != nullptr) readers.directory().want_list(session, from->text());
  return takes_list(session, readers, message, *from);
}

}  // namespace assay::client
