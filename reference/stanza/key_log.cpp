#include "reference/stanza/key_log.hpp"

#include <string>
#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::stanza::key_log {
namespace {

constexpr std::size_t kHashOctets = 32;

Bytes joined(std::string_view purpose, std::initializer_list<std::string_view> parts) {
  Bytes octets(purpose);
  for (const std::string_view part : parts) (octets += '\0') += part;
  return octets;
}

void write_hashes(xml::Element& proof, const char* name, ByteView hashes) {
  xml::Element& element = proof.append(kNs, name);
  if (!hashes.empty()) element.add_text(base64(hashes));
}

std::optional<Bytes> read_hashes(const xml::Element* element) {
  auto hashes = element != nullptr ? from_base64(element->text()) : std::nullopt;
  if (!hashes || hashes->size() % kHashOctets != 0 || hashes->size() > kProofHashes * kHashOctets) return std::nullopt;
  return hashes;
}

}  // namespace

xml::Element Head::write() const {
  return xml::Element(kNs, "head")
      .with("size", std::to_string(size))
      .with("time", date_time(time))
      .with("key", base64(key))
      .with("signature", base64(signature))
      .add_text(base64(root));
}

std::optional<Head> Head::parse(const xml::Element& element) {
  const auto size = decimal(element.attribute("size"));
  const auto time = from_date_time(element.attribute("time"));
  auto key = from_base64(element.attribute("key"));
  auto signature = from_base64(element.attribute("signature"));
  auto root = from_base64(element.text());
  if (!element.is(kNs, "head") || !size || !time || !key || !signature || !root) return std::nullopt;
  if (key->size() != prekeys::kKeyOctets || signature->size() != prekeys::kSignatureOctets || root->size() != kHashOctets) return std::nullopt;
  return Head{*size, *time, std::move(*key), std::move(*signature), std::move(*root)};
}

Bytes signed_octets(std::string_view domain, const Head& head) {
  return joined("CXMPP-key-log-head-1", {domain, std::to_string(head.size), base64(head.root), date_time(head.time)});
}

xml::Element Proof::write() const {
  xml::Element element(kNs, "proof");
  element.set_attribute("index", std::to_string(index)).set_attribute("nonce", base64(nonce));
  element.add(head.write());
  write_hashes(element, "inclusion", inclusion);
  if (consistency) write_hashes(element, "consistency", *consistency);
  element.add(list.write());
  return element;
}

std::optional<Proof> Proof::parse(const xml::Element& element) {
  const auto index = decimal(element.attribute("index"));
  auto nonce = from_base64(element.attribute("nonce"));
  const xml::Element* told_head = element.find_child(kNs, "head");
  auto head = told_head != nullptr ? Head::parse(*told_head) : std::nullopt;
  auto inclusion = read_hashes(element.find_child(kNs, "inclusion"));
  const xml::Element* told_consistency = element.find_child(kNs, "consistency");
  auto consistency = read_hashes(told_consistency);
  const xml::Element* told_list = element.find_child(device_list::kNs, "devices");
  auto list = told_list != nullptr ? device_list::Devices::parse(*told_list) : std::nullopt;
  if (!element.is(kNs, "proof") || !index || !nonce || nonce->size() != kNonceOctets) return std::nullopt;
  if (!head || !inclusion || !list || (told_consistency != nullptr && !consistency)) return std::nullopt;
  return Proof{*index, std::move(*nonce), std::move(*head), std::move(*inclusion), std::move(consistency), std::move(*list)};
}

Bytes digested_octets(std::string_view account, const device_list::Devices& list) {
  return device_list::signed_octets(account, list) + list.signature;
}

Bytes entry_octets(std::string_view account, std::uint64_t version, ByteView digest, ByteView nonce) {
  return joined("CXMPP-key-log-entry-1", {account, std::to_string(version), base64(digest), base64(nonce)});
}

xml::Element Ask::write() const {
  xml::Element element(kNs, "ask");
  if (since > 0) element.set_attribute("since", std::to_string(since));
  return element;
}

std::optional<Ask> Ask::parse(const xml::Element& element) {
  if (!element.is(kNs, "ask")) return std::nullopt;
  if (!element.has_attribute("since")) return Ask{};
  const auto since = decimal(element.attribute("since"));
  return since ? std::optional(Ask{*since}) : std::nullopt;
}

}  // namespace assay::stanza::key_log
