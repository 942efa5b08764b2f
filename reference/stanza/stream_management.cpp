#include "reference/stanza/stream_management.hpp"

#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stanza::sm {
namespace {

// XML Schema's boolean; nothing for anything else.
std::optional<bool> boolean(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0" || text.empty()) return false;
  return std::nullopt;
}

std::optional<std::uint32_t> count(const xml::Element& element) {
  const std::optional<std::uint64_t> h = decimal(element.attribute("h"));
  if (!h || *h > 0xffff'ffffU) return std::nullopt;
  return static_cast<std::uint32_t>(*h);
}

// A positive number of seconds: false if there is something else.
bool read_max(const xml::Element& element, std::optional<std::chrono::seconds>& max) {
  if (!element.has_attribute("max")) return true;
  max = decimal_seconds(element.attribute("max"));
  return max && max->count() > 0;
}

template <class T>
xml::Element write_resumption(const char* local, const T& resumption) {
  return xml::Element(kNs, local).with("previd", resumption.previd).with("h", std::to_string(resumption.h));
}

template <class T>
std::optional<T> parse_resumption(const char* local, const xml::Element& element) {
  const std::optional<std::uint32_t> h = count(element);
  if (!element.is(kNs, local) || element.attribute("previd").empty() || !h) return std::nullopt;
  return T{std::string(element.attribute("previd")), *h};
}

}  // namespace

xml::Element feature() { return {kNs, "sm"}; }
xml::Element request() { return {kNs, "r"}; }

bool is_counted(const xml::Element& element) {
  return element.ns() == xml::ns::kClient && (element.local() == "message" || element.local() == "presence" || element.local() == "iq");
}

xml::Element Enable::write() const {
  xml::Element element(kNs, "enable");
  if (resume) element.set_attribute("resume", "true");
  if (max) element.set_attribute("max", std::to_string(max->count()));
  return element;
}

std::optional<Enable> Enable::parse(const xml::Element& element) {
  const std::optional<bool> resume = boolean(element.attribute("resume"));
  if (!element.is(kNs, "enable") || !resume) return std::nullopt;
  Enable enable{*resume, std::nullopt};
  if (!read_max(element, enable.max)) return std::nullopt;
  return enable;
}

xml::Element Enabled::write() const {
  xml::Element element(kNs, "enabled");
  if (!id.empty()) element.set_attribute("id", id);
  if (resume) element.set_attribute("resume", "true");
  if (max) element.set_attribute("max", std::to_string(max->count()));
  return element;
}

std::optional<Enabled> Enabled::parse(const xml::Element& element) {
  const std::optional<bool> resume = boolean(element.attribute("resume"));
  if (!element.is(kNs, "enabled") || !resume) return std::nullopt;
  Enabled enabled{*resume, std::string(element.attribute("id")), std::nullopt};
  // Section 5: a stream that can be resumed has an identifier.
  if (!read_max(element, enabled.max) || (enabled.resume && enabled.id.empty())) return std::nullopt;
  return enabled;
}

xml::Element Answer::write() const { return xml::Element(kNs, "a").with("h", std::to_string(h)); }

std::optional<Answer> Answer::parse(const xml::Element& element) {
  const std::optional<std::uint32_t> h = count(element);
  if (!element.is(kNs, "a") || !h) return std::nullopt;
  return Answer{*h};
}

xml::Element Resume::write() const { return write_resumption("resume", *this); }
std::optional<Resume> Resume::parse(const xml::Element& element) { return parse_resumption<Resume>("resume", element); }

xml::Element Resumed::write() const { return write_resumption("resumed", *this); }
std::optional<Resumed> Resumed::parse(const xml::Element& element) { return parse_resumption<Resumed>("resumed", element); }

xml::Element Failed::write() const {
  xml::Element element(kNs, "failed");
  if (h) element.set_attribute("h", std::to_string(*h));
  if (!condition.empty()) element.append(xml::ns::kStanzaErrors, condition);
  return element;
}

std::optional<Failed> Failed::parse(const xml::Element& element) {
  if (!element.is(kNs, "failed")) return std::nullopt;
  Failed failed{{}, count(element)};
  for (const xml::Element* child : element.children()) {
    if (child->ns() == xml::ns::kStanzaErrors && child->local() != "text" && failed.condition.empty()) failed.condition = child->local();
  }
  return failed;
}

StreamError handled_count_too_high(std::uint32_t h, std::uint32_t sent) {
  StreamError error{"undefined-condition", "more stanzas were acknowledged than sent", {}};
  error.detail = xml::Element(kNs, "handled-count-too-high").with("h", std::to_string(h)).with("send-count", std::to_string(sent));
  return error;
}

}  // namespace assay::stanza::sm
