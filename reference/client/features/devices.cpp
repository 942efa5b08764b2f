// Companions (spec chapter 09): linking and unlinking them, and being one: our key is shown, and the server is asked again and again
// whether somebody has linked it.

#include "reference/stanza/devices.hpp"

#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/incoming.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace dev = stanza::devices;
using stanza::registration::Binding;

constexpr Duration kPatience = std::chrono::seconds{3};  // between two claims; a person reads a key in the meantime

class DevicesFeature final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (std::get_if<BecomeCompanion>(&command) != nullptr) {
      become(session);
    } else if (const auto* link = std::get_if<LinkDevice>(&command)) {
      if (is_online(session, "link")) this->link(session, *link);
    } else if (std::get_if<ListDevices>(&command) != nullptr) {
      if (is_online(session, "devices")) list(session);
    } else if (const auto* unlink = std::get_if<UnlinkDevice>(&command)) {
      if (is_online(session, "unlink")) this->unlink(session, *unlink);
    } else {
      return false;
    }
    return true;
  }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message") || !session.address()) return false;
    const auto from = jid::Jid::parse(element.attribute("from"));
    // In anybody else's message it is a lie.
    if (!from || *from != session.address()->bare()) return false;
    const auto* child = element.find_child(dev::kNs, "changed");
    const auto changed = child != nullptr ? dev::Changed::parse(*child) : std::nullopt;
    if (!changed) return false;
    take_notice(session, element, DeviceChanged{changed->device, std::string(name_of(changed->what)), changed->name});
    return true;
  }

  void login_awaited(Session& session) override {
    if (claims_) claim(session);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded&) override {
    if (claims_) try_later(session);
  }

  void timer(Session& session) override {
    if (!try_at_ || *try_at_ > session.now().monotonic) return;
    try_at_.reset();
    if (session.prepare_registration()) claim(session);
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override { return try_at_; }

 private:
  static bool is_online(Session& session, const char* command) {
    if (session.is_online()) return true;
    session.emit(Failed{command, "offline", "there is no stream", {}, {}});
    return false;
  }

  static void link(Session& session, const LinkDevice& command) {
    const auto key = from_base64(command.key);
    if (!key || key->size() != crypto::kEd25519PublicKeySize || command.name.empty()) {
      return session.emit(Failed{"link", "bad-request", "no key, or no name", {}, {}});
    }
    session.ask_server("set", dev::Link{*key, command.name}.write(), [key = *key](Session& s, const Answer& answer) {
      if (!answer) return s.emit(failed("link", answer.error()));
      const auto* payload = answer->find_child(dev::kNs, "linked");
      const auto linked = payload != nullptr ? dev::Linked::parse(*payload) : std::nullopt;
      // By this key, which came from its screen, it vouches for the one that it encrypts by.
      // Also before encryption is switched on: what the user carried over by hand is carried over once.
      if (linked && !s.keyring()) s.keyring().emplace(Keyring::create(s.credentials().jid, s.random(), s.now().wall));
      if (linked && s.keyring()->account() == s.credentials().jid && s.keyring()->companions().size() < kListedDevices) {
        s.keyring()->companions().insert_or_assign(linked->device, Companion{key});
        s.keyring()->touch();
      }
      linked ? s.emit(Linked{linked->device}) : s.emit(Failed{"link", "bad-answer", "the server's answer is no <linked/>", {}, {}});
    });
  }

  static void list(Session& session) {
    session.ask_server("get", dev::List{}.write(), [](Session& s, const Answer& answer) {
      if (!answer) return s.emit(failed("devices", answer.error()));
      const auto* payload = answer->find_child(dev::kNs, "devices");
      const auto list = payload != nullptr ? dev::List::parse(*payload) : std::nullopt;
      if (!list) return s.emit(Failed{"devices", "bad-answer", "the server's answer is no list of devices", {}, {}});
      Devices devices;
      for (const dev::Device& device : list->devices) {
        devices.devices.push_back({device.id, device.name, device.active.has_value(), device.self});
      }
      s.emit(std::move(devices));
    });
  }

  static void unlink(Session& session, const UnlinkDevice& command) {
    session.ask_server("set", dev::Unlink{command.device}.write(), [device = command.device](Session& s, const Answer& answer) {
      if (!answer) return s.emit(failed("unlink", answer.error()));
      if (s.keyring() && s.keyring()->companions().erase(device) > 0) s.keyring()->touch();
      s.emit(Done{"unlink"});
    });
  }

  // --- being one ------------------------------------------------------------------------------------------------------------------

  void become(Session& session) {
    if (session.credentials().registered()) {
      return session.emit(Failed{"companion", "conflict", "there is an account on this device already", {}, {}});
    }
    auto& key = session.credentials().key;
    if (key.public_key.empty()) key = crypto::ed25519_key_pair(crypto::random_secret(session.random(), crypto::kEd25519SeedSize).reveal());
    claims_ = true;
    session.emit(CompanionKey{base64(key.public_key)});
    if (session.prepare_registration()) claim(session);
  }

  void try_later(Session& session) { try_at_ = session.now().monotonic + kPatience; }

  void claim(Session& session) {
    session.request("get", dev::Challenge{}.write(), [this](Session& s, const Answer& answer) {
      const auto* payload = answer ? answer->find_child(dev::kNs, "challenge") : nullptr;
      const auto challenge = payload != nullptr ? dev::Challenge::parse(*payload) : std::nullopt;
      if (!challenge || challenge->request.empty() || !s.stream()) return try_later(s);
      sign(s, challenge->request);
    });
  }

  void sign(Session& session, const std::string& request) {
    const auto& facts = session.stream()->tls();
    const auto& offered = session.stream()->features().registration;
    const bool bind = offered && offered->tls_exporter && facts && !facts->exporter.empty();
    const crypto::Ed25519KeyPair& key = session.credentials().key;
    dev::Claim claim;
    claim.key = key.public_key;
    claim.binding = bind ? Binding::TlsExporter : Binding::None;
    const Bytes exporter = bind ? facts->exporter : Bytes();
    claim.signature = crypto::ed25519_sign(key, dev::signed_octets({session.config().domain, claim.key, request, claim.binding, exporter}));
    session.request("set", claim.write(), [this](Session& s, const Answer& answer) { claimed(s, answer); });
  }

  void claimed(Session& session, const Answer& answer) {
    if (!answer && (answer.error().condition == "not-linked" || answer.error().kind != RequestFault::Kind::Refused)) {
      return try_later(session);
    }
    claims_ = false;
    if (!answer) return session.emit(failed("companion", answer.error()));
    const auto* payload = answer->find_child(dev::kNs, "claimed");
    auto claimed = payload != nullptr ? dev::Claimed::parse(*payload) : std::nullopt;
    const auto address = claimed ? jid::Jid::parse(claimed->jid) : std::nullopt;
    if (!address || !address->is_bare() || address->local().empty() || address->domain() != session.config().domain) {
      return session.emit(Failed{"companion", "bad-answer", "the server's answer is no <claimed/> of this domain", {}, {}});
    }
    session.credentials().jid = address->text();
    session.credentials().device = claimed->device;
    session.credentials().token = crypto::Secret(std::move(claimed->token));
    session.emit(Registered{address->text()});
    session.login();
  }

  bool claims_ = false;  // until somebody has linked us
  std::optional<Instant> try_at_;
};

}  // namespace

std::unique_ptr<Feature> devices() { return std::make_unique<DevicesFeature>(); }

}  // namespace assay::client::features
