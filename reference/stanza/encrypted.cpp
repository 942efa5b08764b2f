#include "reference/stanza/encrypted.hpp"

#include <set>
#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::stanza::encrypted {
namespace {

constexpr const char* kOurNs = "urn:cxmpp:e2e:1";

std::optional<std::uint32_t> device_id(std::string_view text) {
  const auto id = decimal(text);
  if (!id || *id == 0 || *id > prekeys::kLargestId) return std::nullopt;
  return static_cast<std::uint32_t>(*id);
}

std::optional<Key> key_of(const xml::Element& element) {
  const auto device = device_id(element.attribute("rid"));
  auto octets = from_base64(element.text());
  if (!device || !octets || octets->empty()) return std::nullopt;
  const std::string_view exchange = element.attribute("kex");
  return Key{*device, exchange == "true" || exchange == "1", std::move(*octets)};
}

}  // namespace

xml::Element Encrypted::write() const {
  xml::Element element(kNs, "encrypted");
  xml::Element& header = element.append(kNs, "header");
  header.set_attribute("sid", std::to_string(device));
  for (const Keys& each : keys) {
    xml::Element& group = header.append(kNs, "keys");
    group.set_attribute("jid", each.account);
    for (const Key& key : each.keys) {
      xml::Element& child = group.append(kNs, "key");
      child.set_attribute("rid", std::to_string(key.device));
      if (key.key_exchange) child.set_attribute("kex", "true");
      child.add_text(base64(key.octets));
    }
  }
  if (payload) element.append(kNs, "payload").add_text(base64(*payload));
  return element;
}

std::optional<Encrypted> Encrypted::parse(const xml::Element& element) {
  const xml::Element* header = element.is(kNs, "encrypted") ? element.find_child(kNs, "header") : nullptr;
  const auto device = header != nullptr ? device_id(header->attribute("sid")) : std::nullopt;
  if (!device) return std::nullopt;
  Encrypted encrypted{*device, {}, {}};
  std::set<std::pair<std::string_view, std::uint32_t>> known;
  for (const xml::Element* group : header->children()) {
    if (!group->is(kNs, "keys")) continue;
    encrypted.keys.push_back({std::string(group->attribute("jid")), {}});
    for (const xml::Element* child : group->children()) {
      if (!child->is(kNs, "key")) continue;
      auto key = key_of(*child);
      if (!key || !known.insert({group->attribute("jid"), key->device}).second || known.size() > kKeys) return std::nullopt;
      encrypted.keys.back().keys.push_back(std::move(*key));
    }
  }
  if (const xml::Element* payload = element.find_child(kNs, "payload")) {
    encrypted.payload = from_base64(payload->text());
    if (!encrypted.payload) return std::nullopt;
  }
  return encrypted;
}

const Key* Encrypted::find(std::string_view account, std::uint32_t wanted) const {
  for (const Keys& group : keys) {
    if (group.account != account) continue;
    for (const Key& key : group.keys) {
      if (key.device == wanted) return &key;
    }
  }
  return nullptr;
}

xml::Element Retry::write() const {
  xml::Element element(kOurNs, "retry");
  element.set_attribute("id", id);
  if (!group.empty()) element.set_attribute("group", group);
  return element;
}

std::optional<Retry> Retry::parse(const xml::Element& element) {
  if (!element.is(kOurNs, "retry") || element.attribute("id").empty()) return std::nullopt;
  return Retry{std::string(element.attribute("id")), std::string(element.attribute("group"))};
}

xml::Element Repair::write() const {
  xml::Element element(kOurNs, "repair");
  element.set_attribute("id", id);
  if (!group.empty()) element.set_attribute("group", group);
  for (const xml::Element& child : content) element.add(child);
  return element;
}

std::optional<Repair> Repair::parse(const xml::Element& element) {
  if (!element.is(kOurNs, "repair") || element.attribute("id").empty()) return std::nullopt;
  Repair repair{std::string(element.attribute("id")), {}, std::string(element.attribute("group"))};
  for (const xml::Element* child : element.children()) repair.content.push_back(*child);
  return repair;
}

Bytes Introduction::signed_octets(std::string_view account) const {
  Bytes octets = "CXMPP-companion-1";
  for (const std::string& part : {std::string(account), std::to_string(device), base64(identity)}) {
    octets += '\0';
    octets += part;
  }
  return octets;
}

xml::Element Introduction::write() const {
  xml::Element element(kOurNs, "device");
  element.set_attribute("id", std::to_string(device)).set_attribute("signature", base64(signature)).add_text(base64(identity));
  return element;
}

std::optional<Introduction> Introduction::parse(const xml::Element& element) {
  const auto device = device_id(element.attribute("id"));
  auto identity = from_base64(element.text());
  auto signature = from_base64(element.attribute("signature"));
  if (!element.is(kOurNs, "device") || !device || !identity || !signature) return std::nullopt;
  if (identity->size() != prekeys::kKeyOctets || signature->size() != prekeys::kSignatureOctets) return std::nullopt;
  return Introduction{*device, std::move(*identity), std::move(*signature)};
}

}  // namespace assay::stanza::encrypted
