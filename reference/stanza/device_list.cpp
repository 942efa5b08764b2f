#include "reference/stanza/device_list.hpp"

#include <set>
#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::stanza::device_list {

xml::Element Devices::write() const {
  xml::Element element(kNs, "devices");
  element.set_attribute("version", std::to_string(version));
  element.set_attribute("expires", date_time(expires));
  element.set_attribute("signature", base64(signature));
  for (const Device& device : devices)
    element.append(kNs, "device").set_attribute("id", std::to_string(device.id)).add_text(base64(device.identity));
  return element;
}

std::optional<Devices> Devices::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  const auto expires = from_date_time(element.attribute("expires"));
  auto signature = from_base64(element.attribute("signature"));
  if (!element.is(kNs, "devices") || !version || !expires || !signature || signature->size() != prekeys::kSignatureOctets)
    return std::nullopt;
  Devices list{*version, *expires, std::move(*signature), {}};
  std::set<std::uint64_t> ids;
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "device")) continue;
    const auto id = decimal(child->attribute("id"));
    auto identity = from_base64(child->text());
    if (!id || *id == 0 || *id > prekeys::kLargestId || !identity || identity->size() != prekeys::kKeyOctets) return std::nullopt;
    if (!ids.insert(*id).second) return std::nullopt;
    list.devices.push_back({static_cast<std::uint32_t>(*id), std::move(*identity)});
  }
  if (list.devices.empty()) return std::nullopt;
  return list;
}

Bytes signed_octets(std::string_view account, const Devices& list) {
  Bytes octets = "CXMPP-device-list-1";
  const auto add = [&](std::string_view part) {
    octets += '\0';
    octets += part;
  };
  add(account);
  add(std::to_string(list.version));
  add(date_time(list.expires));
  for (const Device& device : list.devices) {
    add(std::to_string(device.id));
    add(base64(device.identity));
  }
  return octets;
}

xml::Element ask() { return xml::Element(kNs, "devices"); }

}  // namespace assay::stanza::device_list
