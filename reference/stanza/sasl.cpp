#include "reference/stanza/sasl.hpp"

#include <utility>

#include "reference/xml/namespaces.hpp"

namespace assay::stanza::sasl {
namespace {

namespace ns = xml::ns;

xml::Element with_octets(const char* local, const std::optional<Bytes>& octets) {
  xml::Element element(ns::kSasl, local);
  if (octets) element.add_text(octets->empty() ? "=" : base64(*octets));
  return element;
}

}  // namespace

xml::Element Mechanisms::write() const {
  xml::Element element(ns::kSasl, "mechanisms");
  for (const std::string& name : names) element.append(ns::kSasl, "mechanism").add_text(name);
  return element;
}

std::optional<Mechanisms> Mechanisms::parse(const xml::Element& element) {
  if (!element.is(ns::kSasl, "mechanisms")) return std::nullopt;
  Mechanisms mechanisms;
  for (const xml::Element* child : element.children()) {
    if (child->is(ns::kSasl, "mechanism")) mechanisms.names.push_back(child->text());
  }
  return mechanisms;
}

Payload Payload::of(const xml::Element& element) {
  const std::string text = element.text();
  if (element.first_child()) return {std::nullopt, true};
  if (text.empty()) return {};
  if (text == "=") return {Bytes{}, false};
  std::optional<Bytes> octets = from_base64(text);
  const bool faulty = !octets;
  return {std::move(octets), faulty};
}

xml::Element auth(const std::string& mechanism, const std::optional<Bytes>& initial_response) {
  return with_octets("auth", initial_response).with("mechanism", mechanism);
}
// "=" is for initial responses and for what comes with success (section 6.4.2, 6.4.6); an empty challenge or response is an empty element.
xml::Element challenge(ByteView octets) { return xml::Element(ns::kSasl, "challenge").add_text(base64(octets)); }
xml::Element response(ByteView octets) { return xml::Element(ns::kSasl, "response").add_text(base64(octets)); }
xml::Element success(const std::optional<Bytes>& octets) { return with_octets("success", octets); }
xml::Element abort() { return {ns::kSasl, "abort"}; }

xml::Element Failure::write() const {
  xml::Element element(ns::kSasl, "failure");
  element.append(ns::kSasl, condition);
  if (!text.empty()) {
    xml::Element& child = element.append(ns::kSasl, "text");
    child.set_attribute(xml::Name{ns::kXml, "lang"}, "en");
    child.add_text(text);
  }
  return element;
}

std::optional<Failure> Failure::parse(const xml::Element& element) {
  if (!element.is(ns::kSasl, "failure")) return std::nullopt;
  Failure failure;
  for (const xml::Element* child : element.children()) {
    if (child->is(ns::kSasl, "text")) {
      failure.text = child->text();
    } else if (child->ns() == ns::kSasl) {
      failure.condition = child->local();
    }
  }
  if (failure.condition.empty()) return std::nullopt;
  return failure;
}

}  // namespace assay::stanza::sasl
