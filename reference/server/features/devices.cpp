// Companions (spec chapter 02): the phone links a device by its key, the device proves that it has the key and gets a token of its own, and
// either ends the link.

#include "reference/stanza/devices.hpp"

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/server/companions.hpp"
#include "reference/server/delivery.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/post.hpp"
#include "reference/server/signatures.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

namespace dev = stanza::devices;
using stanza::cxmpp_error;
using stanza::stanza_error;

constexpr std::size_t kTokenOctets = 32;
constexpr std::size_t kChallengeOctets = 15;
constexpr std::size_t kNoticeIdOctets = 12;
constexpr std::uint32_t kMostDevices = 0x7fff'ffff;      // XEP-0384: ids are 1 to 2^31 - 1
constexpr std::uint64_t kFirstGenerations = 1ULL << 62;  // so that no token of XEP-0484 of an earlier device fits
constexpr std::size_t kUnlinkedAtOnce = 100;

std::string claimed_kind(const std::string& device) { return "claimed by " + device; }

// A companion may claim as often as it likes: of these notices one alone waits.
void tell_claimed(const Context& context, const xml::Element& notice, const std::string& account, const std::string& device,
                  const std::string& companion) {
  Mailbox mailbox(context.turn, account, device);
  const std::string kind = claimed_kind(companion);
  if (const std::uint64_t older = mailbox.latest_of(kind)) (void)forget_entry(context, account, device, older);
  const std::uint64_t number = mailbox.size().next;
  const bool posted = post_to_device(context, notice, account, device, in_milliseconds(context.now().wall));
  mailbox.set_latest(kind, posted ? number : 0);
}

// DEV-09: the account's other devices learn what became of one.
void tell_others(const Context& context, const std::string& account, const Companion& companion, dev::What what, const std::string& actor) {
  const std::string bare = context.address_of(account).text();
  const xml::Element notice = xml::Element(xml::ns::kClient, "message")
                                  .with("from", bare)
                                  .with("to", bare)
                                  .with("id", context.random.token(kNoticeIdOctets))
                                  .add(dev::Changed{companion.device, what, companion.name}.write());
  std::vector<std::string> devices = Companions(context.turn).of(account);
  devices.emplace_back(kPhone);
  for (const std::string& device : devices) {
    if (device == actor || device == companion.device) continue;
    if (what == dev::What::Claimed) {
      tell_claimed(context, notice, account, device, companion.device);
    } else {
      (void)post_to_device(context, notice, account, device, in_milliseconds(context.now().wall));
      if (what == dev::What::Unlinked) Mailbox(context.turn, account, device).set_latest(claimed_kind(companion.device), 0);
    }
  }
}

// --- linking ----------------------------------------------------------------------------------------------------------------------

// Random, and unlike those that the account has.
std::string fresh_id(const Context& context, const std::string& account) {
  std::uint32_t number = 0;
  for (const char octet : context.random.bytes(sizeof number)) number = number << 8U | static_cast<unsigned char>(octet);
  while (true) {
    number &= kMostDevices;
    if (number != 0 && !Companions(context.turn).find(account, std::to_string(number))) return std::to_string(number);
    ++number;
  }
}

IqAnswer link(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<dev::Link> link = dev::Link::parse(payload);
  if (!link) return fail(stanza_error("bad-request"));
  if (link->name.size() > context.limits().device_name_octets) return fail(stanza_error("not-acceptable", "the name is too long"));
  Companions companions(context.turn);
  const std::string& account = session.account();
  if (const std::optional<LoginName> owner = companions.with_key(link->key)) {
    if (owner->account != account) return fail(cxmpp_error("key-taken"));
    std::optional<Companion> same = companions.find(account, owner->device);
    same->name = link->name;
    companions.put(account, *same);
    return dev::Linked{owner->device}.write();
  }
  if (companions.of(account).size() >= context.limits().companions) return fail(cxmpp_error("too-many-devices"));
  const WallTime now = in_milliseconds(context.now().wall);
  const Companion companion{fresh_id(context, account), now, link->name, link->key, 1 + context.random.below(kFirstGenerations), now};
  companions.put(account, companion);
  tell_others(context, account, companion, dev::What::Linked, session.device);
  context.log.write(LogLevel::Note, "a companion was linked");
  return dev::Linked{companion.device}.write();
}

void unlink_device(const Context& context, const std::string& account, const Companion& companion, const std::string& actor) {
  context.outlet.end_device(account, companion.device, {"not-authorized", "the device was unlinked", "unlinked"});
  tell_others(context, account, companion, dev::What::Unlinked, actor);
  context.log.write(LogLevel::Note, "a companion was unlinked");
}

// By the phone, or by the companion itself.
IqAnswer unlink(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<dev::Unlink> unlink = dev::Unlink::parse(payload);
  if (!unlink) return fail(stanza_error("bad-request"));
  if (session.device != kPhone && session.device != unlink->device) return fail(cxmpp_error("phone-only"));
  const std::optional<Companion> companion = Companions(context.turn).find(session.account(), unlink->device);
  if (!companion) return fail(stanza_error("item-not-found"));
  unlink_device(context, session.account(), *companion, session.device);
  return std::nullopt;
}

IqAnswer list(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  dev::List list;
  for (const std::string& id : Companions(context.turn).of(session.account())) {
    const std::optional<Companion> companion = Companions(context.turn).find(session.account(), id);
    dev::Device device{id, companion->name, companion->linked};
    if (companion->is_claimed()) device.active = companion->active;
    device.self = id == session.device;
    list.devices.push_back(std::move(device));
  }
  return list.write();
}

// --- claiming ---------------------------------------------------------------------------------------------------------------------

void challenge(const Context& context, Connection& connection, const xml::Element& iq, const xml::Element&) {
  connection.challenge = context.random.token(kChallengeOctets);
  context.send(connection, stanza::result_of(iq, dev::Challenge{connection.challenge}.write()));
}

// DEV-04: by the key itself, over this connection's last challenge, which is used up.
bool is_signed(const Context& context, Connection& connection, const dev::Claim& claim) {
  const std::string request = std::exchange(connection.challenge, {});
  const stream::Facts& facts = connection.stream().facts();
  if (request.empty() || !accepts_binding(context, facts, claim.binding)) return false;
  const Bytes octets = dev::signed_octets({context.config.domain, claim.key, request, claim.binding, binding_octets(facts, claim.binding)});
  return crypto::ed25519_verify(claim.key, octets, claim.signature);
}

void claim(const Context& context, Connection& connection, const xml::Element& iq, const xml::Element& payload) {
  const std::optional<dev::Claim> claim = dev::Claim::parse(payload);
  if (!claim) return context.send(connection, stanza::error_of(iq, stanza_error("bad-request")));
  // In this order: who has not the key learns nothing of whether it is linked.
  if (!is_signed(context, connection, *claim)) return context.send(connection, stanza::error_of(iq, cxmpp_error("wrong-key")));
  const std::optional<LoginName> name = Companions(context.turn).with_key(claim->key);
  if (!name) return context.send(connection, stanza::error_of(iq, cxmpp_error("not-linked")));
  std::string token = context.random.token(kTokenOctets);
  context.accounts.put_token(*name, token, context.random);
  context.end_sessions(name->account, name->device, {"conflict", "the device has another token", "replaced"});
  tell_others(context, name->account, *Companions(context.turn).find(name->account, name->device), dev::What::Claimed, name->device);
  xml::Element claimed = dev::Claimed{context.address_of(name->account).text(), name->device, token}.write();
  crypto::wipe(token);
  context.send(connection, stanza::result_of(iq, std::move(claimed)));
  context.log.write(LogLevel::Note, "a companion was given its credential");
}

// --- the end of them --------------------------------------------------------------------------------------------------------------

// DEV-11: whoever has the number now has only the devices that he links.
void registered(const Context& context, const std::string& account, Registration) {
  for (const std::string& device : Companions(context.turn).of(account)) {
    context.outlet.end_device(account, device, {"conflict", "the account was registered again", "replaced"});
  }
}

void in_use(const Context& context, Session& session) {
  if (session.device != kPhone) Companions(context.turn).note(session.account(), session.device);
}

// OFF-13: what nobody has used for long is nobody's. A day is counted from its end.
void drop_idle(const Context& context) {
  const WallTime before = context.now().wall - context.limits().device_idle_time;
  for (const LoginName& idle : Companions(context.turn).last_active_before(before, kUnlinkedAtOnce)) {
    const std::vector<Session*>& all = context.sessions.of(idle.account);
    const bool is_there = std::any_of(all.begin(), all.end(), [&](const Session* session) { return session->device == idle.device; });
    const std::optional<Companion> companion = Companions(context.turn).find(idle.account, idle.device);
    if (is_there) {
      Companions(context.turn).note(idle.account, idle.device);
    } else if (companion) {
      unlink_device(context, idle.account, *companion, {});
    }
  }
}

}  // namespace

Feature devices() {
  using Target = IqHandler::Target;
  return {.name = "devices",
          .disco = {dev::kNs},
          .iq = {{"set", dev::kNs, "link", Target::Either, link, false, true},
                 {"set", dev::kNs, "unlink", Target::Either, unlink},
                 {"get", dev::kNs, "devices", Target::Either, list}},
          .early_iq = {{"get", dev::kNs, "challenge", challenge}, {"set", dev::kNs, "claim", claim}},
          .registered = registered,
          .bound = in_use,
          .resumed = in_use,
          .closed = in_use,
          .hourly = drop_idle};
}

}  // namespace assay::server::features
