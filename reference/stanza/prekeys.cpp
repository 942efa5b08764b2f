#include "reference/stanza/prekeys.hpp"

#include <set>
#include <string>
#include <utility>

#include "reference/base/decimal.hpp"

namespace assay::stanza::prekeys {
namespace {

std::optional<std::uint32_t> id_of(std::string_view text) {
  const auto id = decimal(text);
  if (!id || *id == 0 || *id > kLargestId) return std::nullopt;
  return static_cast<std::uint32_t>(*id);
}

std::optional<Bytes> octets_of(std::string_view text, std::size_t size) {
  auto octets = from_base64(text);
  return octets && octets->size() == size ? octets : std::nullopt;
}

xml::Element identity_element(const Bytes& key) { return xml::Element(kNs, "identity").add_text(base64(key)); }

xml::Element key_element(const char* local, const PreKey& key) {
  return xml::Element(kNs, local).with("id", std::to_string(key.id)).add_text(base64(key.key));
}

xml::Element signed_element(const SignedPreKey& key) { return key_element("signed", key.key).with("signature", base64(key.signature)); }

std::optional<PreKey> parse_key(const xml::Element* element) {
  if (!element) return std::nullopt;
  const auto id = id_of(element->attribute("id"));
  auto key = octets_of(element->text(), kKeyOctets);
  if (!id || !key) return std::nullopt;
  return PreKey{*id, std::move(*key)};
}

std::optional<SignedPreKey> parse_signed(const xml::Element* element) {
  auto key = parse_key(element);
  auto signature = element ? octets_of(element->attribute("signature"), kSignatureOctets) : std::nullopt;
  if (!key || !signature) return std::nullopt;
  return SignedPreKey{std::move(*key), std::move(*signature)};
}

std::optional<Bytes> parse_identity(const xml::Element& parent) {
  const xml::Element* element = parent.find_child(kNs, "identity");
  return element ? octets_of(element->text(), kKeyOctets) : std::nullopt;
}

xml::Element counted(const char* local, std::uint32_t device, std::size_t count) {
  return xml::Element(kNs, local).with("device", std::to_string(device)).with("prekeys", std::to_string(count));
}

template <class Counted>
std::optional<Counted> parse_counted(const xml::Element& element, const char* local) {
  const auto device = id_of(element.attribute("device"));
  const auto count = decimal(element.attribute("prekeys"));
  if (!element.is(kNs, local) || !device || !count) return std::nullopt;
  return Counted{*device, static_cast<std::size_t>(*count)};
}

}  // namespace

xml::Element Upload::write() const {
  xml::Element element(kNs, "upload");
  element.set_attribute("device", std::to_string(device));
  if (replace) element.set_attribute("replace", "true");
  element.add(identity_element(identity)).add(signed_element(signed_prekey)).add(key_element("last-resort", last_resort));
  for (const PreKey& key : prekeys) element.add(key_element("prekey", key));
  return element;
}

std::optional<Upload> Upload::parse(const xml::Element& element) {
  const auto device = id_of(element.attribute("device"));
  auto identity = parse_identity(element);
  auto signed_prekey = parse_signed(element.find_child(kNs, "signed"));
  auto last_resort = parse_key(element.find_child(kNs, "last-resort"));
  if (!element.is(kNs, "upload") || !device || !identity || !signed_prekey || !last_resort) return std::nullopt;
  const std::string_view replace = element.has_attribute("replace") ? element.attribute("replace") : "false";
  if (replace != "true" && replace != "false") return std::nullopt;

  Upload upload{*device, replace == "true", std::move(*identity), std::move(*signed_prekey), std::move(*last_resort), {}};
  std::set<std::uint32_t> ids{upload.last_resort.id};
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "prekey")) continue;
    auto key = parse_key(child);
    if (!key || !ids.insert(key->id).second) return std::nullopt;
    upload.prekeys.push_back(std::move(*key));
  }
  return upload;
}

xml::Element ask_stock() { return xml::Element(kNs, "stock"); }

xml::Element Stock::write() const { return counted("stock", device, prekeys); }
std::optional<Stock> Stock::parse(const xml::Element& element) { return parse_counted<Stock>(element, "stock"); }

xml::Element Low::write() const { return counted("low", device, prekeys); }
std::optional<Low> Low::parse(const xml::Element& element) { return parse_counted<Low>(element, "low"); }

xml::Element Fetch::write() const { return xml::Element(kNs, "fetch").with("device", std::to_string(device)); }
std::optional<Fetch> Fetch::parse(const xml::Element& element) {
  const auto device = id_of(element.attribute("device"));
  if (!element.is(kNs, "fetch") || !device) return std::nullopt;
  return Fetch{*device};
}

xml::Element Bundle::write() const {
  xml::Element element(kNs, "bundle");
  element.set_attribute("device", std::to_string(device));
  element.add(identity_element(identity)).add(signed_element(signed_prekey));
  element.add(key_element(last_resort ? "last-resort" : "prekey", prekey));
  return element;
}

std::optional<Bundle> Bundle::parse(const xml::Element& element) {
  const auto device = id_of(element.attribute("device"));
  auto identity = parse_identity(element);
  auto signed_prekey = parse_signed(element.find_child(kNs, "signed"));
  const xml::Element* last = element.find_child(kNs, "last-resort");
  const xml::Element* one_time = element.find_child(kNs, "prekey");
  auto prekey = parse_key(last ? last : one_time);
  if (!element.is(kNs, "bundle") || !device || !identity || !signed_prekey || !prekey || (last && one_time)) return std::nullopt;
  return Bundle{*device, std::move(*identity), std::move(*signed_prekey), std::move(*prekey), last != nullptr};
}

}  // namespace assay::stanza::prekeys
