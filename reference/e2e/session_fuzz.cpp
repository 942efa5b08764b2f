// Two devices and whoever lies between them: the input says who writes, which message arrives, twice, out of order or damaged, and when
// state is stored and read. Whatever it says, what arrives is what was sent, once at most, and a message that is refused changes nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/base/assert.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/sender_keys.hpp"

using namespace assay;
using namespace assay::e2e;

namespace {

constexpr WallTime kFirstDay{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
constexpr std::size_t kLongestPlay = 400;  // octets of input: enough for a ratchet to turn a hundred times
const SenderKeyScope kTheGroup{"g", 1, DeviceId{1}};

struct Sent {
  KeyMessage message;
  std::string text;
  bool arrived = false;
};

struct Side {
  OwnKeys keys;
  DeviceSessions sessions{};
  std::vector<Sent> sent{};
};

/// Two devices and a group's key, made once: keys cost more than a play.
struct Morning {
  crypto::Secret alice;
  crypto::Secret bob;
  crypto::Secret group;
  Morning() {
    KeyedRandom random(1, "morning");
    alice = OwnKeys::create(random, kFirstDay).write();
    bob = OwnKeys::create(random, kFirstDay).write();
    group = OwnSenderKey::create(kTheGroup, random, kFirstDay).write();
  }
};

class Play {
 public:
  explicit Play(const Morning& morning)
      : alice_{*OwnKeys::parse(morning.alice.reveal())},
        bob_{*OwnKeys::parse(morning.bob.reveal())},
        sender_(*OwnSenderKey::parse(morning.group.reveal())) {
    ASSAY_ASSERT(received_.add(kTheGroup, sender_.distribution().reveal()));
    begin(alice_, bob_);
  }

  void step(std::uint8_t what, std::uint8_t which) {
    const bool is_alices = (which & 1) == 0;
    Side& from = is_alices ? alice_ : bob_;
    Side& to = is_alices ? bob_ : alice_;
    switch (what % 7) {
      case 0:
      case 1: return write(from);
      case 2:
      case 3: return deliver(from, to, which >> 1, {});
      case 4: return deliver(from, to, which >> 1, what);
      case 5: return what < 128 ? store(from) : begin(from, to);
      case 6: return in_group(what, which);
      default: return;
    }
  }

 private:
  void write(Side& from) {
    if (!from.sessions.can_encrypt()) return;
    const std::string text = "message " + std::to_string(from.sent.size());
    from.sent.push_back({from.sessions.encrypt(text, random_), text});
  }

  void deliver(Side& from, Side& to, std::size_t which, std::optional<std::uint8_t> damage) {
    if (from.sent.empty()) return;
    Sent& sent = from.sent[which % from.sent.size()];
    KeyMessage message = sent.message;
    if (damage) {
      char& octet = message.octets[*damage % message.octets.size()];
      octet = static_cast<char>(octet ^ (1 << (which % 8)));
    }
    const Bytes before(to.sessions.write().reveal());
    const Bytes keys_before(to.keys.write().reveal());
    const auto decrypted = to.sessions.decrypt(to.keys, message);
    if (decrypted) {
      // A bit of protobuf may be one that nobody looks at: what came is what was sent, or nothing came.
      ASSAY_ASSERT(!sent.arrived && decrypted->plaintext.reveal() == sent.text);
      sent.arrived = true;
    } else {
      ASSAY_ASSERT(to.sessions.write().reveal() == before && to.keys.write().reveal() == keys_before);
    }
  }

  static void store(Side& side) {
    auto sessions = DeviceSessions::parse(side.sessions.write().reveal());
    auto keys = OwnKeys::parse(side.keys.write().reveal());
    ASSAY_ASSERT(sessions && keys && sessions->write().reveal() == side.sessions.write().reveal());
    side.sessions = std::move(*sessions);
    side.keys = std::move(*keys);
  }

  void begin(Side& from, Side& to) {
    const auto left = to.keys.one_time_prekeys();
    if (left.empty()) return;
    ASSAY_ASSERT(from.sessions.begin(from.keys.identity(), to.keys.bundle(left.front().id), random_));
  }

  void in_group(std::uint8_t what, std::uint8_t which) {
    if (what < 100 || group_.empty()) {
      const std::string text = "to all " + std::to_string(group_.size());
      group_.push_back({{false, sender_.encrypt(text, random_)}, text});
      return;
    }
    Sent& sent = group_[which % group_.size()];
    Bytes message = sent.message.octets;
    const bool is_damaged = what > 180;
    if (is_damaged) message[which % message.size()] = static_cast<char>(message[which % message.size()] ^ (1 << (what % 8)));
    const Bytes before(received_.write().reveal());
    const auto decrypted = received_.decrypt(message);
    ASSAY_ASSERT(!decrypted || (!is_damaged && !sent.arrived && decrypted->plaintext.reveal() == sent.text));
    if (decrypted) sent.arrived = true;
    if (!decrypted) ASSAY_ASSERT(received_.write().reveal() == before);
    ASSAY_ASSERT(decrypted || is_damaged || sent.arrived);
  }

  KeyedRandom random_{1, "play"};
  Side alice_;
  Side bob_;
  OwnSenderKey sender_;
  ReceivedSenderKeys received_;
  std::vector<Sent> group_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Morning morning;
  Play play(morning);
  for (std::size_t at = 0; at + 1 < size && at < kLongestPlay; at += 2) play.step(data[at], data[at + 1]);
  return 0;
}
