#include "reference/client/readers.hpp"

#include <algorithm>

#include "reference/stanza/disco.hpp"
#include "reference/stanza/key_log.hpp"

namespace assay::client {
namespace {

/// The feature of a server that requires encryption.
constexpr const char* kRequired = "urn:cxmpp:e2e:required:1";

}  // namespace

SealedFor Readers::devices_of(Session& session, const std::string& account) {
  SealedFor readers{account, {}};
  KnownAccount* known = session.keyring()->find(account);
  if (known == nullptr) return readers;
  for (KnownDevice& device : known->devices) {
    const bool is_self = account == session.keyring()->account() && device.id == session.keyring()->device();
    if (!is_self && device.sessions.can_encrypt()) readers.devices.push_back(&device);
  }
  return readers;
}

bool Readers::is_own_ready(Session& session) {
  const std::string& account = session.keyring()->account();
  KnownAccount* known = session.keyring()->find(account);
  const bool is_companion = !session.credentials().device.empty();
  if (is_companion && (known == nullptr || known->find(session.keyring()->device()) == nullptr)) return false;  // the phone lists us first
  if (known == nullptr || known->devices.size() < 2) return true;
  const Directory::State before = directory_.state(account);
  if (before == Directory::State::Unknown || before == Directory::State::Listed) directory_.want_sessions(session, account);
  const Directory::State state = directory_.state(account);
  return state == Directory::State::Ready || state == Directory::State::NoKeys || state == Directory::State::Refused;
}

void Readers::ask_server(Session& session) {
  session.ask_server("get", stanza::disco::Info{}.write(), [this](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;
    const xml::Element* payload = answer ? answer->find_child(stanza::disco::kInfoNs, "query") : nullptr;
    const auto info = payload != nullptr ? stanza::disco::Info::parse(*payload) : std::nullopt;
    const auto has = [&](const char* feature) { return info && std::ranges::find(info->features, feature) != info->features.end(); };
    clear_is_refused_ = has(kRequired);
    auditor_.served(s, has(stanza::key_log::kNs));
  });
}

bool Readers::may_go_clear(Session& session, const std::string& to) const {
  const KnownAccount* known = session.keyring()->find(to);
  return !clear_is_refused_ && known != nullptr && known->clear_allowed;
}

Sealing Readers::in_the_clear(Session& session, const std::string& to) {
  if (clear_is_refused_) {
    refused_.insert(to);
    return Sealing::Waits;
  }
  if (may_go_clear(session, to)) return Sealing::NotNeeded;
  if (clear_asked_.insert(to).second) session.emit(ClearAsked{to});
  return Sealing::Waits;
}

void Readers::pushed(Session& session, const std::string& account, const stanza::device_list::Devices& list) {
  account == session.keyring()->account() ? own_.pushed(session, list) : directory_.pushed(session, account, list);
}

void Readers::forget(Session& session) {
  own_.end();
  auditor_.forget(session);
  directory_.forget();
  clear_asked_.clear();
  refused_.clear();
  clear_is_refused_ = false;
}

}  // namespace assay::client
