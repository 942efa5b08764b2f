#include "reference/stanza/devices.hpp"

namespace assay::stanza::devices {
namespace {

constexpr std::size_t kKeyOctets = 32;
constexpr std::size_t kSignatureOctets = 64;
constexpr What kAll[] = {What::Linked, What::Claimed, What::Unlinked};

std::optional<Bytes> octets(const xml::Element& element, std::string_view attribute, std::size_t size) {
  std::optional<Bytes> value = from_base64(element.attribute(attribute));
  if (!value || value->size() != size) return std::nullopt;
  return value;
}

std::string text(const xml::Element& element, std::string_view attribute) { return std::string{element.attribute(attribute)}; }

}  // namespace

xml::Element Link::write() const { return xml::Element(kNs, "link").with("key", base64(key)).with("name", name); }

std::optional<Link> Link::parse(const xml::Element& element) {
  const std::optional<Bytes> key = octets(element, "key", kKeyOctets);
  if (!element.is(kNs, "link") || !key || element.attribute("name").empty()) return std::nullopt;
  return Link{*key, text(element, "name")};
}

xml::Element Linked::write() const { return xml::Element(kNs, "linked").with("device", device); }

std::optional<Linked> Linked::parse(const xml::Element& element) {
  if (!element.is(kNs, "linked") || element.attribute("device").empty()) return std::nullopt;
  return Linked{text(element, "device")};
}

xml::Element Unlink::write() const { return xml::Element(kNs, "unlink").with("device", device); }

std::optional<Unlink> Unlink::parse(const xml::Element& element) {
  if (!element.is(kNs, "unlink") || element.attribute("device").empty()) return std::nullopt;
  return Unlink{text(element, "device")};
}

xml::Element Device::write() const {
  xml::Element element = xml::Element(kNs, "device").with("id", id).with("name", name).with("linked", date_time(linked));
  if (active) element.set_attribute("active", date_time(*active).substr(0, 10));
  if (self) element.set_attribute("self", "true");
  return element;
}

std::optional<Device> Device::parse(const xml::Element& element) {
  const std::optional<WallTime> linked = from_date_time(element.attribute("linked"));
  if (!element.is(kNs, "device") || element.attribute("id").empty() || !linked) return std::nullopt;
  Device device{text(element, "id"), text(element, "name"), *linked};
  if (const std::string* active = element.find_attribute("active")) {
    device.active = from_date_time(*active + "T00:00:00Z");
    if (!device.active) return std::nullopt;
  }
  device.self = element.attribute("self") == "true";
  return device;
}

xml::Element List::write() const {
  xml::Element element(kNs, "devices");
  for (const Device& device : devices) element.add(device.write());
  return element;
}

std::optional<List> List::parse(const xml::Element& element) {
  if (!element.is(kNs, "devices")) return std::nullopt;
  List list;
  for (const xml::Element* child : element.children()) {
    std::optional<Device> device = Device::parse(*child);
    if (!device) return std::nullopt;
    list.devices.push_back(*std::move(device));
  }
  return list;
}

xml::Element Challenge::write() const {
  xml::Element element(kNs, "challenge");
  if (!request.empty()) element.set_attribute("request", request);
  return element;
}

std::optional<Challenge> Challenge::parse(const xml::Element& element) {
  if (!element.is(kNs, "challenge")) return std::nullopt;
  return Challenge{text(element, "request")};
}

xml::Element Claim::write() const {
  return xml::Element(kNs, "claim")
      .with("key", base64(key))
      .with("binding", std::string{name_of(binding)})
      .with("signature", base64(signature));
}

std::optional<Claim> Claim::parse(const xml::Element& element) {
  const std::optional<Bytes> key = octets(element, "key", kKeyOctets);
  const std::optional<Bytes> signature = octets(element, "signature", kSignatureOctets);
  const std::string_view binding = element.attribute("binding");
  if (!element.is(kNs, "claim") || !key || !signature || (binding != "none" && binding != "tls-exporter")) return std::nullopt;
  return Claim{*key, binding == "none" ? registration::Binding::None : registration::Binding::TlsExporter, *signature};
}

xml::Element Claimed::write() const { return xml::Element(kNs, "claimed").with("jid", jid).with("device", device).with("token", token); }

std::optional<Claimed> Claimed::parse(const xml::Element& element) {
  const bool is_whole = !element.attribute("jid").empty() && !element.attribute("device").empty() && !element.attribute("token").empty();
  if (!element.is(kNs, "claimed") || !is_whole) return std::nullopt;
  return Claimed{text(element, "jid"), text(element, "device"), text(element, "token")};
}

std::string_view name_of(What what) {
  switch (what) {
    case What::Linked: return "linked";
    case What::Claimed: return "claimed";
    case What::Unlinked: return "unlinked";
  }
  return "linked";
}

xml::Element Changed::write() const {
  return xml::Element(kNs, "changed").with("device", device).with("what", std::string{name_of(what)}).with("name", name);
}

std::optional<Changed> Changed::parse(const xml::Element& element) {
  if (!element.is(kNs, "changed") || element.attribute("device").empty()) return std::nullopt;
  for (const What what : kAll) {
    if (element.attribute("what") == name_of(what)) return Changed{text(element, "device"), what, text(element, "name")};
  }
  return std::nullopt;
}

Bytes signed_octets(const Signed& what) {
  const std::string key = base64(what.key);
  return registration::signed_octets({what.domain, key, what.request, what.binding, what.binding_octets, "CXMPP-claim-1"});
}

}  // namespace assay::stanza::devices
