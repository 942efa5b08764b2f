#include "reference/client/own_device.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "reference/client/known_lists.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::client {
namespace {

namespace keys_ = stanza::prekeys;
namespace list_ = stanza::device_list;

/// How often the age of our keys is looked at, while we are online.
constexpr Duration kCheckEvery = std::chrono::hours{1};
/// A list is signed for so long, and anew when only so much of it is left: a phone that is seldom on keeps being written to.
constexpr Duration kListTime = std::chrono::days{30};
constexpr Duration kListLeft = std::chrono::days{7};

std::uint32_t number(e2e::PreKeyId id) { return static_cast<std::uint32_t>(id); }
keys_::PreKey written(const e2e::PublicPreKey& key) { return {number(key.id), key.key}; }

// Milliseconds, as date_time() writes it.
WallTime in_milliseconds(WallTime time) { return std::chrono::floor<std::chrono::milliseconds>(time); }

}  // namespace

// The answer tells both: a server that has the service knows our device, or says that it does not.
void OwnDevice::begin(Session& session) {
  session.request("get", keys_::ask_stock(), [this](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;
    if (!answer && answer.error().condition != "item-not-found") {
      service_ = Service::Absent;
      return known_(s);
    }
    const xml::Element* payload = answer ? answer->find_child(keys_::kNs, "stock") : nullptr;
    const auto stock = payload != nullptr ? keys_::Stock::parse(*payload) : std::nullopt;
    const auto list = [this](Session& online) { ask_list(online); };
    if (!stock || stock->device != s.keyring()->device()) return upload(s, s.keyring()->own().one_time_prekeys(), list);
    if (stock->prekeys <= s.config().limits.prekeys_low) {
      low(s, stock->prekeys);
    } else if (is_upload_lost_) {
      upload(s, {}, [](Session&) {});
    }
    ask_list(s);
  });
}

void OwnDevice::low(Session& session, std::size_t prekeys) {
  const std::size_t missing = e2e::kOneTimePreKeys - std::min(prekeys, e2e::kOneTimePreKeys);
  upload(session, session.keyring()->own().refill(missing, session.random()), [](Session&) {});
}

void OwnDevice::upload(Session& session, const std::vector<e2e::PublicPreKey>& prekeys, std::function<void(Session&)> then) {
  Keyring& keyring = *session.keyring();
  const e2e::SignedPublicPreKey signed_prekey = keyring.own().signed_prekey();
  keys_::Upload upload{keyring.device(),
                       false,
                       keyring.own().identity().public_key,
                       {written(signed_prekey.key), signed_prekey.signature},
                       written(keyring.own().last_resort()),
                       {}};
  for (const e2e::PublicPreKey& prekey : prekeys) upload.prekeys.push_back(written(prekey));
  keyring.touch();
  session.request("set", upload.write(), [this, then = std::move(then)](Session& s, const Answer& answer) {
    const bool is_disconnected = !answer && answer.error().kind == RequestFault::Kind::Disconnected;
    is_upload_lost_ = is_disconnected || (!answer && answer.error().condition == "timed-out");
    if (is_disconnected) return;
    if (!answer) s.emit(failed("encrypt", answer.error()));
    then(s);
  });
}

void OwnDevice::ask_list(Session& session) {
  session.request("get", list_::ask(), [this](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;
    const xml::Element* payload = answer ? answer->find_child(list_::kNs, "devices") : nullptr;
    const auto list = payload != nullptr ? list_::Devices::parse(*payload) : std::nullopt;
    if (list) listed(s, *list);
    // It goes when the number is registered again (ENC-02d), whoever registered it.
    KnownAccount* own = s.keyring()->find(s.keyring()->account());
    const bool is_gone = !answer && answer.error().condition == "service-unavailable";
    if (is_gone && own != nullptr && s.credentials().device.empty()) own->expires = WallTime{};
    publish_list(s);
  });
}

// What is not signed by us is not ours (ENC-15g): where we are the phone another one takes its place.
void OwnDevice::listed(Session& session, const list_::Devices& list) {
  Keyring& keyring = *session.keyring();
  const bool is_phone = session.credentials().device.empty();
  if (is_phone && list.devices.front().identity != keyring.own().identity().public_key) return;
  const auto change = judge(keyring.find(keyring.account()), keyring.account(), list, session.server_time());
  KnownAccount* own = change ? keyring.place(keyring.account()) : nullptr;
  if (own == nullptr) return;
  take_list(*own, list);
  keyring.touch();
}

void OwnDevice::pushed(Session& session, const list_::Devices& list) {
  listed(session, list);
  known_(session);
}

void OwnDevice::publish_list(Session& session) {
  Keyring& keyring = *session.keyring();
  KnownAccount* own = keyring.place(keyring.account());
  const WallTime now = session.server_time();
  if (own == nullptr) return ready(session);
  if (!session.credentials().device.empty()) {
    if (own->find(keyring.device()) == nullptr) introduce(session);
    return ready(session);
  }
  if (own->expires > now + kListLeft && is_listed(session)) return ready(session);
  list_::Devices list{own->version + 1, in_milliseconds(now + kListTime), {}, {{keyring.device(), keyring.own().identity().public_key}}};
  for (const auto& [name, companion] : keyring.companions()) {
    if (companion.id != 0) list.devices.push_back({companion.id, companion.identity});
  }
  list.signature = crypto::ed25519_sign(keyring.own().identity(), list_::signed_octets(keyring.account(), list));
  session.request("set", list.write(), [this, list](Session& s, const Answer& answer) {
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;
    if (answer) {
      take_list(*s.keyring()->place(s.keyring()->account()), list);
      s.keyring()->touch();
    } else {
      s.emit(failed("encrypt", answer.error()));
    }
    ready(s);
  });
}

// The list names us and the companions that told their keys, and nobody else.
bool OwnDevice::is_listed(Session& session) {
  Keyring& keyring = *session.keyring();
  KnownAccount* own = keyring.find(keyring.account());
  std::size_t wanted = 1;
  for (const auto& [name, companion] : keyring.companions()) {
    if (companion.id == 0) continue;
    const KnownDevice* device = own != nullptr ? own->find(companion.id) : nullptr;
    if (device == nullptr || device->identity != companion.identity) return false;
    ++wanted;
  }
  return own != nullptr && own->devices.size() == wanted;
}

void OwnDevice::companions_changed(Session& session) {
  if (service_ == Service::Present && session.credentials().device.empty() && !is_listed(session)) publish_list(session);
}

// To our phone, which lists us if it linked us; our other companions pass it over.
void OwnDevice::introduce(Session& session) {
  const Keyring& keyring = *session.keyring();
  if (session.outbox().is_full() || session.credentials().key.public_key.empty()) return;
  stanza::encrypted::Introduction introduction{keyring.device(), keyring.own().identity().public_key, {}};
  introduction.signature = crypto::ed25519_sign(session.credentials().key, introduction.signed_octets(keyring.account()));
  deliver(session, {{keyring.account(), {}, session.random().token(kIdOctets)},
                    {},
                    "chat",
                    {stanza::Kind{stanza::MessageKind::Control, {}}.write(), introduction.write()},
                    Told::Nobody});
}

void OwnDevice::introduced(Session& session, const stanza::encrypted::Introduction& introduction) {
  Keyring& keyring = *session.keyring();
  if (!session.credentials().device.empty() || introduction.device == keyring.device()) return;
  const Bytes signed_octets = introduction.signed_octets(keyring.account());
  for (auto& [name, companion] : keyring.companions()) {
    if (companion.id == introduction.device && companion.identity != introduction.identity) return;  // another's id
  }
  for (auto& [name, companion] : keyring.companions()) {
    if (!crypto::ed25519_verify(companion.linked_by, signed_octets, introduction.signature)) continue;
    companion.id = introduction.device;
    companion.identity = introduction.identity;
    keyring.touch();
    return companions_changed(session);
  }
}

void OwnDevice::ready(Session& session) {
  service_ = Service::Present;
  plan_check(session);
  known_(session);
}

void OwnDevice::plan_check(Session& session) {
  const Duration left = session.keyring()->own().until_rotation(session.now().wall);
  check_at_ = session.now().monotonic + std::clamp(left, Duration{}, kCheckEvery);
}

// What comes before our keys are known to be at the server is looked at when they are.
void OwnDevice::last_resort_used(Session& session, const std::string& account, std::uint32_t device) {
  session.emit(LastResortUsed{account, device, false});
  if (check_at_) plan_check(session);
}

void OwnDevice::timer(Session& session) {
  if (!check_at_ || *check_at_ > session.now().monotonic || !session.keyring()) return;
  check_at_ = session.now().monotonic + kCheckEvery;
  if (!session.is_online()) return;
  e2e::OwnKeys& own = session.keyring()->own();
  if (own.rotation_is_due(session.now().wall)) {
    own.rotate(session.random(), session.now().wall);
    upload(session, {}, [](Session&) {});
  } else if (is_upload_lost_) {
    upload(session, {}, [](Session&) {});
  }
  publish_list(session);
}

}  // namespace assay::client
