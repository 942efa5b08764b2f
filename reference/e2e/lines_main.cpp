// A device behind stdin and stdout, for tests with implementations that none of us wrote: one command a line, one answer a line, octets in
// hexadecimal, "-" for none. Its randomness is keyed by its argument, so that a failure can be played again. Not installed.
//
//   keys                                          IDENTITY SPK_ID SPK SIGNATURE PK_ID PK          a bundle with an unused prekey
//   begin IDENTITY SPK_ID SPK SIGNATURE PK_ID PK  ok | fault NAME
//   encrypt OCTETS                                KEX OCTETS
//   decrypt KEX OCTETS                            OCTETS BEGUN HEARTBEAT | fault NAME
//   seal OCTETS / open CIPHERTEXT KEY_MATERIAL    CIPHERTEXT KEY_MATERIAL / OCTETS | fault NAME
//   store                                         ok            all state is written, and read again
//   skipped-bound                                 NUMBER

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>

#include "reference/base/assert.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/payload.hpp"

using namespace assay;
using namespace assay::e2e;

namespace {

std::string shown(ByteView octets) { return octets.empty() ? "-" : hex(octets); }

Bytes octets(std::istream& in) {
  std::string text;
  in >> text;
  return text == "-" ? Bytes() : from_hex(text).value_or("");
}

std::string fault(Fault what) { return "fault " + std::string(name_of(what)); }

class Device {
 public:
  explicit Device(std::uint64_t seed)
      : random_(seed, "lines"), keys_(OwnKeys::create(random_, WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}})) {}

  std::string answer(const std::string& line) {
    std::istringstream in(line);
    std::string command;
    in >> command;
    if (command == "keys") return keys();
    if (command == "begin") return begin(in);
    if (command == "encrypt") return encrypt(in);
    if (command == "decrypt") return decrypt(in);
    if (command == "seal") return seal(in);
    if (command == "open") return open(in);
    if (command == "store") return store();
    if (command == "skipped-bound") return std::to_string(kSkippedKeys);
    return "unknown";
  }

 private:
  std::string keys() {
    const auto unused = keys_.one_time_prekeys();
    const Bundle bundle = keys_.bundle(unused.at(handed_out_++ % unused.size()).id);
    std::ostringstream out;
    out << shown(bundle.identity_key) << ' ' << static_cast<std::uint32_t>(bundle.signed_prekey.key.id) << ' '
        << shown(bundle.signed_prekey.key.key) << ' ' << shown(bundle.signed_prekey.signature) << ' '
        << static_cast<std::uint32_t>(bundle.prekey.id) << ' ' << shown(bundle.prekey.key);
    return out.str();
  }

  std::string begin(std::istream& in) {
    Bundle bundle;
    std::uint32_t id = 0;
    bundle.identity_key = octets(in);
    in >> id;
    bundle.signed_prekey.key.id = PreKeyId{id};
    bundle.signed_prekey.key.key = octets(in);
    bundle.signed_prekey.signature = octets(in);
    in >> id;
    bundle.prekey.id = PreKeyId{id};
    bundle.prekey.key = octets(in);
    const auto begun = sessions_.begin(keys_.identity(), bundle, random_);
    return begun ? "ok" : fault(begun.error());
  }

  std::string encrypt(std::istream& in) {
    const KeyMessage message = sessions_.encrypt(octets(in), random_);
    return (message.key_exchange ? "1 " : "0 ") + shown(message.octets);
  }

  std::string decrypt(std::istream& in) {
    KeyMessage message;
    in >> message.key_exchange;
    message.octets = octets(in);
    const auto decrypted = sessions_.decrypt(keys_, message);
    if (!decrypted) return fault(decrypted.error());
    return shown(decrypted->plaintext.reveal()) + (decrypted->begun ? " 1" : " 0") + (decrypted->heartbeat ? " 1" : " 0");
  }

  std::string seal(std::istream& in) {
    const SealedPayload sealed = seal_payload(octets(in), random_);
    return shown(sealed.ciphertext) + " " + shown(sealed.key_material.reveal());
  }

  static std::string open(std::istream& in) {
    const Bytes ciphertext = octets(in);
    const auto opened = open_payload(ciphertext, crypto::Secret(octets(in)));
    return opened ? shown(opened->reveal()) : fault(opened.error());
  }

  std::string store() {
    auto keys = OwnKeys::parse(keys_.write().reveal());
    auto sessions = DeviceSessions::parse(sessions_.write().reveal());
    ASSAY_ASSERT(keys && sessions);
    keys_ = std::move(*keys);
    sessions_ = std::move(*sessions);
    return "ok";
  }

  KeyedRandom random_;
  OwnKeys keys_;
  DeviceSessions sessions_;
  std::size_t handed_out_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Device device(argc > 1 ? std::stoull(argv[1]) : 1);
  std::string line;
  while (std::getline(std::cin, line)) std::cout << device.answer(line) << std::endl;
  return 0;
}
