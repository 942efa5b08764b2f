#include "reference/stanza/group_sealed.hpp"

#include <charconv>
#include <utility>

namespace assay::stanza::group_sealed {
namespace {

constexpr const char* kNs = "urn:cxmpp:e2e:1";
constexpr std::uint64_t kLargestDevice = 0x7fff'ffff;

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

xml::Element Sealed::write() const {
  xml::Element element(kNs, "sealed");
  element.set_attribute("device", std::to_string(device)).add_text(base64(octets));
  return element;
}

std::optional<Sealed> Sealed::parse(const xml::Element& element) {
  if (!element.is(kNs, "sealed")) return std::nullopt;
  const auto device = number(element.attribute("device"));
  auto octets = from_base64(element.text());
  if (!device || *device == 0 || *device > kLargestDevice || !octets || octets->empty()) return std::nullopt;
  return Sealed{static_cast<std::uint32_t>(*device), std::move(*octets)};
}

std::optional<Sealed> Sealed::of(const xml::Element& message) {
  const xml::Element* child = message.find_child(kNs, "sealed");
  return child != nullptr ? parse(*child) : std::nullopt;
}

xml::Element SenderKey::write() const {
  xml::Element element(kNs, "key");
  element.set_attribute("group", group).set_attribute("version", std::to_string(version)).add_text(base64(octets));
  return element;
}

std::optional<SenderKey> SenderKey::parse(const xml::Element& element) {
  if (!element.is(kNs, "key") || element.attribute("group").empty()) return std::nullopt;
  const auto version = number(element.attribute("version"));
  auto octets = from_base64(element.text());
  if (!version || !octets || octets->empty()) return std::nullopt;
  return SenderKey{std::string(element.attribute("group")), *version, std::move(*octets)};
}

}  // namespace assay::stanza::group_sealed
