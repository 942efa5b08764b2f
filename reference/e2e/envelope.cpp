#include "reference/e2e/envelope.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/base/decimal.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/padding.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::e2e {
namespace {

/// What an <rpad/> with text is longer by than one without.
constexpr std::size_t kPadTags = std::string_view("<rpad></rpad>").size() - std::string_view("<rpad/>").size();
constexpr std::string_view kPadAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Random characters, so that compression below makes nothing of them.
std::string padding(std::size_t size, RandomSource& random) {
  std::string text = random.bytes(size);
  for (char& c : text) c = kPadAlphabet[static_cast<unsigned char>(c) % kPadAlphabet.size()];
  return text;
}

xml::Element with_jid(const char* local, const std::string& jid) {
  xml::Element element(kSceNs, local);
  element.set_attribute("jid", jid);
  return element;
}

xml::Element bind_element(const Binding& binding) {
  xml::Element element(kBindNs, "bind");
  element.set_attribute("device", std::to_string(static_cast<std::uint32_t>(binding.device)));
  element.set_attribute("id", binding.id);
  element.set_attribute("kind", binding.kind);
  element.set_attribute("conversation", binding.conversation);
  if (binding.group_version) element.set_attribute("version", std::to_string(*binding.group_version));
  return element;
}

/// The child of that name, if there is exactly one.
const xml::Element* only_child(const xml::Element& element, std::string_view ns, std::string_view local) {
  const xml::Element* found = nullptr;
  for (const xml::Element* child : element.children()) {
    if (!child->is(ns, local)) continue;
    if (found) return nullptr;
    found = child;
  }
  return found;
}

std::optional<Binding> binding_of(const xml::Element& envelope) {
  const xml::Element* from = only_child(envelope, kSceNs, "from");
  const xml::Element* to = only_child(envelope, kSceNs, "to");
  const xml::Element* time = only_child(envelope, kSceNs, "time");
  const xml::Element* bind = only_child(envelope, kBindNs, "bind");
  if (!from || !to || !time || !bind || !only_child(envelope, kSceNs, "rpad")) return std::nullopt;
  const auto stamp = from_date_time(time->attribute("stamp"));
  const auto device = decimal(bind->attribute("device"));
  if (!stamp || !device || *device == 0 || *device > kLargestId) return std::nullopt;
  Binding binding{std::string{from->attribute("jid")},           std::string{to->attribute("jid")},  *stamp,
                  DeviceId{static_cast<std::uint32_t>(*device)}, std::string{bind->attribute("id")}, std::string{bind->attribute("kind")},
                  std::string{bind->attribute("conversation")}};
  if (bind->has_attribute("version")) {
    const auto version = decimal(bind->attribute("version"));
    if (!version) return std::nullopt;
    binding.group_version = *version;
  }
  if (binding.from.empty() || binding.to.empty() || binding.id.empty() || binding.kind.empty() || binding.conversation.empty())
    return std::nullopt;
  return binding;
}

}  // namespace

std::string_view name_of(Mismatch mismatch) {
  switch (mismatch) {
    case Mismatch::From: return "from";
    case Mismatch::To: return "to";
    case Mismatch::Time: return "time";
    case Mismatch::Device: return "device";
    case Mismatch::Id: return "id";
    case Mismatch::Kind: return "kind";
    case Mismatch::Conversation: return "conversation";
    case Mismatch::GroupVersion: return "version";
  }
  return "";
}

std::optional<Mismatch> mismatch(const Binding& inside, const Binding& outside) {
  if (inside.from != outside.from) return Mismatch::From;
  if (inside.to != outside.to) return Mismatch::To;
  if (inside.device != outside.device) return Mismatch::Device;
  if (inside.id != outside.id) return Mismatch::Id;
  if (inside.kind != outside.kind) return Mismatch::Kind;
  if (inside.conversation != outside.conversation) return Mismatch::Conversation;
  if (inside.group_version != outside.group_version) return Mismatch::GroupVersion;
  if (std::max(inside.time, outside.time) - std::min(inside.time, outside.time) > kEnvelopeTimeMargin) return Mismatch::Time;
  return std::nullopt;
}

Bytes Envelope::write(RandomSource& random) const {
  xml::Element envelope(kSceNs, "envelope");
  xml::Element& inside = envelope.append(kSceNs, "content");
  for (const xml::Element& element : content) inside.add(element);
  envelope.append(kSceNs, "rpad");
  envelope.add(with_jid("from", binding.from));
  envelope.add(with_jid("to", binding.to));
  envelope.add(xml::Element(kSceNs, "time").with("stamp", date_time(binding.time)));
  envelope.add(bind_element(binding));

  // One character of padding at least, so that the tags are the same for every message.
  const std::size_t bare = xml::write(envelope, "").size() + kPadTags;
  envelope.find_child(kSceNs, "rpad")->add_text(padding(bucket(bare + 1) - bare, random));
  return xml::write(envelope, "");
}

Result<Envelope, Fault> Envelope::parse(ByteView octets) {
  if (octets.size() > kPlaintextOctets) return fail(Fault::Malformed);
  const auto parsed = xml::parse(octets, "", {}, {.element_octets = kPlaintextOctets});
  const auto* element = std::get_if<xml::Element>(&parsed);
  if (!element || !element->is(kSceNs, "envelope")) return fail(Fault::Malformed);
  const xml::Element* content = only_child(*element, kSceNs, "content");
  auto binding = binding_of(*element);
  if (!content || !binding) return fail(Fault::Malformed);
  Envelope envelope{std::move(*binding), {}};
  for (const xml::Element* child : content->children()) envelope.content.push_back(*child);
  return envelope;
}

}  // namespace assay::e2e
