// End-to-end encryption (spec chapter 07) by whoever the play speaks for. Keys are named by a text, as in curves.cpp: the identity key of
// NAME is ed25519_key(NAME). Sessions are values: base64 of their state, which each call answers anew; '' is none yet. Octets on the wire
// are base64.
//
//   e2e_bundle(name[, n])         fields identity, signed_id, signed, signature, prekey_id, prekey: with the nth prekey, from 1
//   e2e_begin(name, identity, signed_id, signed, signature, prekey_id, prekey)     a session with whom the bundle is of
//   e2e_envelope(from, to, device, id, kind, time, content[, conversation[, version]])     content: elements, or the text of a body
//   e2e_seal(name, session, envelope)                fields session, kex, key, payload; an empty envelope: no payload
//   e2e_open(name, session, kex, key, payload)       fields session, and of the envelope from, to, device, id, kind, conversation, body,
//   content, and where a sender key is in it given and given_for, its version
//   e2e_fingerprint(account, identity, account, identity)     fields digits, qr
//
// Sender keys are values, too: of one who writes, and of one who reads a writer, where '' is none yet.
//
//   e2e_group_begin(group, version, device)          fields chain, key: what the others need to read it, from here on
//   e2e_group_seal(chain, envelope)                  fields chain, message
//   e2e_group_take(chains, group, version, device, key)     the chains with another
//   e2e_group_reads(chains, message)                whether it can be read
//   e2e_group_open(chains, message)                  fields chains, and those of e2e_open() without session, and version

#include <charconv>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/e2e/fingerprint.hpp"
#include "reference/e2e/payload.hpp"
#include "reference/e2e/sender_keys.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine::functions {

namespace {

/// What a name's keys are drawn from: first the seed of its identity, as curves.cpp has it.
class NamedRandom final : public RandomSource {
 public:
  explicit NamedRandom(std::string_view name) : seed_(crypto::sha256(name)), rest_(derived_seed(0, name), "e2e") {}
  void fill(void* out, std::size_t size) override {
    if (seed_.size() != size) return rest_.fill(out, size);
    std::copy(seed_.begin(), seed_.end(), static_cast<char*>(out));
    seed_.clear();
  }

 private:
  Bytes seed_;
  KeyedRandom rest_;
};

/// Made once for each name: a hundred keys.
const e2e::OwnKeys& keys_of(const std::string& name) {
  thread_local std::map<std::string, e2e::OwnKeys> known;
  constexpr std::size_t kNames = 64;
  if (known.size() >= kNames && known.count(name) == 0) known.clear();
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  NamedRandom random(name);
  return known.emplace(name, e2e::OwnKeys::create(random, WallTime{})).first->second;
}

std::uint32_t number(const match::Value& value) {
  std::uint32_t parsed = 0;
  std::from_chars(value.text.data(), value.text.data() + value.text.size(), parsed);
  return parsed;
}

std::string shown(e2e::PreKeyId id) { return std::to_string(static_cast<std::uint32_t>(id)); }
std::string stored(const e2e::DeviceSessions& sessions) { return base64(sessions.write().reveal()); }

std::optional<e2e::DeviceSessions> sessions_in(const match::Value& value) {
  if (value.text.empty()) return e2e::DeviceSessions();
  const auto octets = from_base64(value.text);
  return octets ? e2e::DeviceSessions::parse(*octets) : std::nullopt;
}

Answer bundle(const Arguments& a, Surroundings&) {
  const e2e::OwnKeys& keys = keys_of(a[0].text);
  const auto prekeys = keys.one_time_prekeys();
  const std::size_t n = a.size() > 1 ? number(a[1]) : 1;
  if (n < 1 || n > prekeys.size()) return fail(fmt::format("\"{}\" is none of 1 to {}", a[1].text, prekeys.size()));
  const e2e::Bundle made = keys.bundle(prekeys[n - 1].id);
  return match::Value{base64(made.identity_key),
                      {{"identity", base64(made.identity_key)},
                       {"signed_id", shown(made.signed_prekey.key.id)},
                       {"signed", base64(made.signed_prekey.key.key)},
                       {"signature", base64(made.signed_prekey.signature)},
                       {"prekey_id", shown(made.prekey.id)},
                       {"prekey", base64(made.prekey.key)}}};
}

Answer begin(const Arguments& a, Surroundings& around) {
  const auto octets = [&](std::size_t i) { return from_base64(a[i].text).value_or(Bytes()); };
  const e2e::Bundle theirs{
      octets(1), {{e2e::PreKeyId{number(a[2])}, octets(3)}, octets(4)}, {e2e::PreKeyId{number(a[5])}, octets(6)}, false};
  e2e::DeviceSessions sessions;
  const auto begun = sessions.begin(keys_of(a[0].text).identity(), theirs, around.random());
  if (!begun) return fail("the bundle is bad: " + std::string(e2e::name_of(begun.error())));
  return text_value(stored(sessions));
}

Answer envelope(const Arguments& a, Surroundings& around) {
  const auto time = from_date_time(a[5].text);
  if (!time) return fail(fmt::format("\"{}\" is no time", a[5].text));
  std::optional<std::uint64_t> version;
  if (a.size() > 8) version = number(a[8]);
  e2e::Envelope made{
      {a[0].text, a[1].text, *time, e2e::DeviceId{number(a[2])}, a[3].text, a[4].text, a.size() > 7 ? a[7].text : a[1].text, version}, {}};
  if (!a[6].text.starts_with('<')) {
    made.content.push_back(xml::Element(xml::ns::kClient, "body").add_text(a[6].text));
  } else {
    const auto parsed = xml::parse("<content>" + a[6].text + "</content>", xml::ns::kClient);
    const auto* elements = std::get_if<xml::Element>(&parsed);
    if (elements == nullptr) return fail(std::string("the content is not well-formed"));
    for (const xml::Element* child : elements->children()) made.content.push_back(*child);
  }
  return text_value(made.write(around.random()));
}

Answer seal(const Arguments& a, Surroundings& around) {
  auto sessions = sessions_in(a[1]);
  if (!sessions || !sessions->can_encrypt()) return fail(std::string("there is no session to send on"));
  Bytes material = e2e::empty_key_material();
  std::string payload;
  if (!a[2].text.empty()) {
    const e2e::SealedPayload sealed = e2e::seal_payload(a[2].text, around.random());
    material = Bytes(sealed.key_material.reveal());
    payload = base64(sealed.ciphertext);
  }
  const e2e::KeyMessage message = sessions->encrypt(material, around.random());
  return match::Value{base64(message.octets),
                      {{"session", stored(*sessions)},
                       {"kex", message.key_exchange ? "true" : "false"},
                       {"key", base64(message.octets)},
                       {"payload", payload}}};
}

match::Value opened(std::string session, const e2e::Envelope& envelope) {
  match::Value value{{}, {{"session", std::move(session)}}};
  std::string content;
  for (const xml::Element& element : envelope.content) {
    content += xml::write(element, "");
    if (element.is(xml::ns::kClient, "body")) value.text = element.text();
    if (element.is(e2e::kBindNs, "key")) {
      value.fields.insert({{"given", element.text()}, {"given_for", std::string(element.attribute("version"))}});
    }
  }
  const e2e::Binding& binding = envelope.binding;
  value.fields.insert({{"from", binding.from},
                       {"to", binding.to},
                       {"device", std::to_string(static_cast<std::uint32_t>(binding.device))},
                       {"id", binding.id},
                       {"kind", binding.kind},
                       {"conversation", binding.conversation},
                       {"body", value.text},
                       {"content", content}});
  return value;
}

Answer open(const Arguments& a, Surroundings&) {
  auto sessions = sessions_in(a[1]);
  const auto key = from_base64(a[3].text);
  const auto payload = from_base64(a[4].text);
  if (!sessions || !key || !payload) return fail(std::string("session, key or payload is no base64 of one"));
  auto own = e2e::OwnKeys::parse(keys_of(a[0].text).write().reveal());  // the named keys stay, whatever is used up
  auto decrypted = sessions->decrypt(*own, {a[2].text == "true" || a[2].text == "1", *key});
  if (!decrypted) return fail("it cannot be read: " + std::string(e2e::name_of(decrypted.error())));
  if (payload->empty()) return match::Value{{}, {{"session", stored(*sessions)}}};
  const auto plaintext = e2e::open_payload(*payload, decrypted->plaintext);
  if (!plaintext) return fail("the payload cannot be read: " + std::string(e2e::name_of(plaintext.error())));
  const auto envelope = e2e::Envelope::parse(plaintext->reveal());
  if (!envelope) return fail(std::string("what was encrypted is no envelope"));
  match::Value value = opened(stored(*sessions), *envelope);
  value.fields.insert({"octets", std::to_string(plaintext->size())});
  return value;
}

Answer group_begin(const Arguments& a, Surroundings& around) {
  const auto own = e2e::OwnSenderKey::create({a[0].text, number(a[1]), e2e::DeviceId{number(a[2])}}, around.random(), WallTime{});
  return match::Value{{}, {{"chain", base64(own.write().reveal())}, {"key", base64(own.distribution().reveal())}}};
}

Answer group_seal(const Arguments& a, Surroundings& around) {
  const auto octets = from_base64(a[0].text);
  auto own = octets ? e2e::OwnSenderKey::parse(*octets) : std::nullopt;
  if (!own) return fail(std::string("there is no chain to write on"));
  const Bytes message = own->encrypt(a[1].text, around.random());
  return match::Value{base64(message), {{"chain", base64(own->write().reveal())}, {"message", base64(message)}}};
}

std::optional<e2e::ReceivedSenderKeys> chains_in(const match::Value& value) {
  if (value.text.empty()) return e2e::ReceivedSenderKeys();
  const auto octets = from_base64(value.text);
  return octets ? e2e::ReceivedSenderKeys::parse(*octets) : std::nullopt;
}

Answer group_take(const Arguments& a, Surroundings&) {
  auto chains = chains_in(a[0]);
  const auto key = from_base64(a[4].text);
  if (!chains || !key) return fail(std::string("the chains or the key are no base64 of any"));
  const auto added = chains->add({a[1].text, number(a[2]), e2e::DeviceId{number(a[3])}}, *key);
  if (!added) return fail("the key is bad: " + std::string(e2e::name_of(added.error())));
  return text_value(base64(chains->write().reveal()));
}

Answer group_reads(const Arguments& a, Surroundings&) {
  auto chains = chains_in(a[0]);
  const auto message = from_base64(a[1].text);
  return text_value(chains && message && chains->decrypt(*message) ? "true" : "false");
}

Answer group_open(const Arguments& a, Surroundings&) {
  auto chains = chains_in(a[0]);
  const auto message = from_base64(a[1].text);
  if (!chains || !message) return fail(std::string("the chains or the message are no base64 of any"));
  const auto decrypted = chains->decrypt(*message);
  if (!decrypted) return fail("it cannot be read: " + std::string(e2e::name_of(decrypted.error())));
  const auto envelope = e2e::Envelope::parse(decrypted->plaintext.reveal());
  if (!envelope) return fail(std::string("what was encrypted is no envelope"));
  match::Value value = opened({}, *envelope);
  value.fields.erase("session");
  value.fields.insert({{"chains", base64(chains->write().reveal())},
                       {"version", std::to_string(envelope->binding.group_version.value_or(0))},
                       {"octets", std::to_string(decrypted->plaintext.reveal().size())}});
  return value;
}

Answer fingerprint(const Arguments& a, Surroundings&) {
  const auto one = from_base64(a[1].text);
  const auto other = from_base64(a[3].text);
  if (!one || !other) return fail(std::string("an identity key is no base64"));
  const e2e::Fingerprint made = e2e::Fingerprint::of({a[0].text, {*one}}, {a[2].text, {*other}});
  return match::Value{made.digits, {{"digits", made.digits}, {"qr", made.qr}}};
}

}  // namespace

Family encryption() {
  return {
      {"e2e_bundle", 1, 2, bundle},
      {"e2e_begin", 7, 7, begin},
      {"e2e_envelope", 7, 9, envelope},
      {"e2e_seal", 3, 3, seal},
      {"e2e_open", 5, 5, open},
      {"e2e_fingerprint", 4, 4, fingerprint},
      {"e2e_group_begin", 3, 3, group_begin},
      {"e2e_group_seal", 2, 2, group_seal},
      {"e2e_group_take", 5, 5, group_take},
      {"e2e_group_reads", 2, 2, group_reads},
      {"e2e_group_open", 2, 2, group_open},
  };
}

}  // namespace assay::conformance::engine::functions
