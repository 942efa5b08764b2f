#include "reference/stanza/sasl2.hpp"

#include <algorithm>
#include <utility>

#include "reference/stanza/error.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stanza::sasl2 {
namespace {

void add_all(xml::Element& element, const std::vector<xml::Element>& children) {
  for (const xml::Element& child : children) element.add(child);
}

void append_octets(xml::Element& element, const char* local, const std::optional<Bytes>& octets) {
  if (octets) element.append(kNs, local).add_text(base64(*octets));
}

void append_text(xml::Element& element, const char* local, const std::string& text) {
  if (!text.empty()) element.append(kNs, local).add_text(text);
}

std::string text_of(const xml::Element& element, const char* local) {
  const xml::Element* child = element.find_child(kNs, local);
  return child ? child->text() : std::string{};
}

/// True unless there is such a child and it holds no base64.
bool read_octets(const xml::Element& element, const char* local, std::optional<Bytes>& octets) {
  const xml::Element* child = element.find_child(kNs, local);
  if (child) octets = octets_of(*child);
  return !child || octets;
}

std::vector<xml::Element> foreign_children(const xml::Element& element) {
  std::vector<xml::Element> children;
  for (const xml::Element* child : element.children()) {
    if (child->ns() != kNs) children.push_back(*child);
  }
  return children;
}

const xml::Element* find_in(const std::vector<xml::Element>& list, std::string_view ns, std::string_view local) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const xml::Element& element) { return element.is(ns, local); });
  return found == list.end() ? nullptr : &*found;
}

// Section 8, type Uuid. Its case says nothing.
std::optional<std::string> uuid(std::string text) {
  constexpr std::size_t kLength = 36;
  if (text.size() != kLength) return std::nullopt;
  for (std::size_t i = 0; i < kLength; ++i) {
    char& c = text[i];
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (is_dash ? c != '-' : !is_digit) return std::nullopt;
  }
  return text;
}

}  // namespace

xml::Element Feature::write() const {
  xml::Element element(kNs, "authentication");
  for (const std::string& name : mechanisms) element.append(kNs, "mechanism").add_text(name);
  if (!inlined.empty()) add_all(element.append(kNs, "inline"), inlined);
  return element;
}

std::optional<Feature> Feature::parse(const xml::Element& element) {
  if (!element.is(kNs, "authentication")) return std::nullopt;
  Feature feature;
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "mechanism")) feature.mechanisms.push_back(child->text());
    if (child->is(kNs, "inline")) feature.inlined = foreign_children(*child);
  }
  if (feature.mechanisms.empty()) return std::nullopt;
  return feature;
}

xml::Element UserAgent::write() const {
  xml::Element element(kNs, "user-agent");
  if (!id.empty()) element.set_attribute("id", id);
  append_text(element, "software", software);
  append_text(element, "device", device);
  return element;
}

std::optional<UserAgent> UserAgent::parse(const xml::Element& element) {
  if (!element.is(kNs, "user-agent")) return std::nullopt;
  UserAgent agent{{}, text_of(element, "software"), text_of(element, "device")};
  if (const std::string* text = element.find_attribute("id")) {
    std::optional<std::string> id = uuid(*text);
    if (!id) return std::nullopt;
    agent.id = *std::move(id);
  }
  return agent;
}

xml::Element Authenticate::write() const {
  xml::Element element(kNs, "authenticate");
  element.set_attribute("mechanism", mechanism);
  append_octets(element, "initial-response", initial_response);
  if (user_agent) element.add(user_agent->write());
  add_all(element, inlined);
  return element;
}

std::optional<Authenticate> Authenticate::parse(const xml::Element& element) {
  if (!element.is(kNs, "authenticate") || element.attribute("mechanism").empty()) return std::nullopt;
  Authenticate request{std::string{element.attribute("mechanism")}, {}, {}, foreign_children(element)};
  if (!read_octets(element, "initial-response", request.initial_response)) return std::nullopt;
  if (const xml::Element* agent = element.find_child(kNs, "user-agent")) {
    request.user_agent = UserAgent::parse(*agent);
    if (!request.user_agent) return std::nullopt;
  }
  return request;
}

const xml::Element* Authenticate::find(std::string_view ns, std::string_view local) const { return find_in(inlined, ns, local); }

xml::Element challenge(ByteView octets) { return xml::Element(kNs, "challenge").add_text(base64(octets)); }
xml::Element response(ByteView octets) { return xml::Element(kNs, "response").add_text(base64(octets)); }
xml::Element abort() { return {kNs, "abort"}; }

// Section 2.2: an empty element is an empty string, and there is no "=".
std::optional<Bytes> octets_of(const xml::Element& element) {
  if (element.first_child()) return std::nullopt;
  return from_base64(element.text());
}

xml::Element Success::write() const {
  xml::Element element(kNs, "success");
  append_octets(element, "additional-data", additional_data);
  element.append(kNs, "authorization-identifier").add_text(authorization_identifier);
  add_all(element, inlined);
  return element;
}

std::optional<Success> Success::parse(const xml::Element& element) {
  if (!element.is(kNs, "success")) return std::nullopt;
  Success success{{}, text_of(element, "authorization-identifier"), foreign_children(element)};
  if (success.authorization_identifier.empty() || !read_octets(element, "additional-data", success.additional_data)) return std::nullopt;
  return success;
}

const xml::Element* Success::find(std::string_view ns, std::string_view local) const { return find_in(inlined, ns, local); }

xml::Element Failure::write() const {
  xml::Element element(kNs, "failure");
  element.append(xml::ns::kSasl, condition);
  if (!reason.empty()) element.append(kErrorsNs, reason);
  append_text(element, "text", text);
  return element;
}

std::optional<Failure> Failure::parse(const xml::Element& element) {
  if (!element.is(kNs, "failure")) return std::nullopt;
  Failure failure{{}, {}, text_of(element, "text")};
  for (const xml::Element* child : element.children()) {
    if (child->ns() == xml::ns::kSasl && failure.condition.empty()) failure.condition = child->local();
    if (child->ns() == kErrorsNs) failure.reason = child->local();
  }
  if (failure.condition.empty()) return std::nullopt;
  return failure;
}

}  // namespace assay::stanza::sasl2
