// End-to-end encryption (spec chapter 07), as the session sees it: switched on and off, asked about, and put before what goes out and comes
// in. Chats are chat_encryption.hpp's, groups group_encryption.hpp's; whose keys are known is readers.hpp's. Receipts, markers and typing
// say nothing of contents, and stand in the clear.

#include <algorithm>
#include <utility>
#include <vector>

#include "reference/client/chat_encryption.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/fingerprints.hpp"
#include "reference/client/group_encryption.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/key_notices.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/readers.hpp"
#include "reference/client/repairs.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

class Encryption final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* set = std::get_if<SetEncryption>(&command)) {
      session.set_encryption(set->on, set->block_changed_keys ? KeyPolicy::Block : KeyPolicy::Warn);
      if (session.is_online()) begin(session);
    } else if (const auto* trust = std::get_if<TrustKeys>(&command)) {
      const bool done = session.keyring() && readers_.directory().trust(session, trust->jid);
      done ? session.emit(Done{"trust"}) : session.emit(Failed{"trust", "item-not-found", "nothing waits for it", {}, {}});
    } else if (const auto* clear = std::get_if<AllowClear>(&command)) {
      allow_clear(session, clear->jid);
    } else if (const auto* ask = std::get_if<AskKeys>(&command)) {
      tell_keys(session, ask->jid);
    } else if (const auto* log = std::get_if<AskKeyLog>(&command)) {
      is_on(session) ? readers_.auditor().tell(session, log->anew)
                     : session.emit(Failed{"key-log", "item-not-found", "encryption is not on", {}, {}});
    } else if (const auto* group = std::get_if<GroupCommand>(&command)) {
      const auto* members = std::get_if<TrustGroup>(group);
      if (members == nullptr || !is_on(session)) return false;
      const bool done = groups_.agree(session, members->group);
      done ? session.emit(Done{"group-trust"}) : session.emit(Failed{"group-trust", "item-not-found", "nothing is known of it", {}, {}});
    } else {
      return false;
    }
    return true;
  }

  void bound(Session& session) override { begin(session); }

  void stream_ended(Session& session, const stream::ClientStreamEnded&) override {
    readers_.forget(session);
    chats_.forget();
    groups_.forget(session);
  }

  // ENC-17a: whoever is unlinked is written to no more.
  void turn_ends(Session& session) override {
    for (const std::string& account : readers_.take_refused())
      fail_waiting(session, account, "encryption-required", "it has no keys, and the server takes nothing in the clear");
    if (is_on(session) && groups_.turn_ends(session)) deliver_waiting(session);
    if (!is_on(session) || std::exchange(companions_, session.keyring()->companions().size()) == companions_) return;
    readers_.own().companions_changed(session);
  }

  void timer(Session& session) override { readers_.own().timer(session); }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return readers_.own().next_deadline(); }

  [[nodiscard]] bool was_for(const std::string& group, const std::string& id, const std::string& account) const override {
    return repairs_.was_for(group, account, id);
  }

  Sealing seal(Session& session, Outgoing& outgoing) override {
    if (!is_on(session)) return Sealing::NotNeeded;
    return outgoing.type == "groupchat" ? groups_.seal(session, outgoing) : chats_.seal(session, outgoing);
  }

  std::optional<Prospect> prospect(Session& session, const std::string& account) override {
    if (!session.config().encrypt) return std::nullopt;
    return is_on(session) ? chats_.prospect(session, account) : Prospect{Prospect::State::Coming};
  }

  bool opens(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message")) return false;
    const std::string_view type = element.attribute("type");
    if (type == "groupchat") return is_on(session) ? groups_.opens(session, element) : GroupEncryption::passes_by(session, element);
    if (!is_on(session)) return is_locked(session, element);
    if (type == "error") {
      GroupEncryption::refused(session, element);
      return false;
    }
    return takes_key_notice(session, readers_, element) || chats_.opens(session, element);
  }

 private:
  [[nodiscard]] static bool is_on(Session& session) {
    return session.config().encrypt && session.keyring() && session.keyring()->account() == session.credentials().jid;
  }

  /// Encrypted, and encryption is off: lost, which somebody should know.
  static bool is_locked(Session& session, const xml::Element& element) {
    const bool has_body = element.find_child(xml::ns::kClient, "body") != nullptr;
    const bool is_sealed = element.find_child(stanza::encrypted::kNs, "encrypted") != nullptr;
    if (has_body || !is_sealed || element.attribute("type") == "error") return false;
    take_notice(session, element,
                Unreadable{bare_of(element.attribute("from")), std::string(element.attribute("id")), "encryption-is-off"});
    return true;
  }

  void begin(Session& session) {
    readers_.own().end();
    if (!session.config().encrypt) return;
    std::optional<Keyring>& keyring = session.keyring();
    if (!keyring || keyring->account() != session.credentials().jid) {
      keyring.emplace(Keyring::create(session.credentials().jid, session.random(), session.now().wall));
    }
    readers_.own().begin(session);
    readers_.ask_server(session);
  }

  // A list with another device in it than before brings a session with that.
  void own_is_known(Session& session) {
    const std::string& account = session.keyring()->account();
    if (readers_.directory().state(account) != Directory::State::Unknown) readers_.directory().want_list(session, account);
    const KnownAccount* own = session.keyring()->find(account);
    const bool is_listed = own != nullptr && own->has_keys();
    if (is_listed && readers_.own().service() == OwnDevice::Service::Present) readers_.auditor().want(session, account);  // ENC-20h
    deliver_waiting(session);
  }

  static void allow_clear(Session& session, const std::string& jid) {
    KnownAccount* known = session.keyring() ? session.keyring()->place(jid) : nullptr;
    if (known == nullptr) return session.emit(Failed{"allow-clear", "item-not-found", "encryption is not on", {}, {}});
    known->clear_allowed = true;
    session.keyring()->touch();
    session.emit(Done{"allow-clear"});
    deliver_waiting(session);
  }

  static void tell_keys(Session& session, const std::string& jid) {
    std::optional<AccountKeys> keys = session.keyring() ? keys_of(*session.keyring(), jid) : std::nullopt;
    if (!keys) return session.emit(Failed{"keys", "no-keys", "no keys of this account are known", {}, {}});
    session.emit(std::move(*keys));
  }

  void settled(Session& session, const std::string& account) {
    const Directory::State state = readers_.directory().state(account);
    if (state == Directory::State::AwaitsTrust) return;
    chats_.open_held(session, account);
    groups_.open_held(session, account);
    if (state == Directory::State::Refused && account != session.keyring()->account())
      fail_waiting(session, account, readers_.directory().condition(account), "its keys are not to be had");
    if (state != Directory::State::Listed) deliver_waiting(session);
  }

  static void fail_waiting(Session& session, const std::string& account, const std::string& condition, const char* why) {
    std::vector<std::string> ids;
    for (const Outgoing& outgoing : session.outbox().messages()) {
      if (outgoing.waits && bare_of(outgoing.message.to) == account) ids.push_back(outgoing.message.id);
    }
    for (const std::string& id : ids) {
      const auto taken = session.outbox().take(id);
      if (taken && is_told(*taken)) session.emit(Failed{"send", condition, why, {}, id});
    }
  }

  Readers readers_{[this](Session& session) { own_is_known(session); },
                   [this](Session& session, const std::string& account) { settled(session, account); }};
  Repairs repairs_;
  GroupEncryption groups_{readers_, repairs_};
  ChatEncryption chats_{readers_, repairs_, groups_};
  std::size_t companions_ = 0;
};

}  // namespace

std::unique_ptr<Feature> encryption() { return std::make_unique<Encryption>(); }

}  // namespace assay::client::features
