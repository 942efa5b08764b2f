#include "conformance/engine/masking.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kShortestSecret = 4;
constexpr std::string_view kMask = "***";

/// SASL1, and SASL2 (XEP-0388) with its tokens (XEP-0484).
bool is_sasl(std::string_view ns) { return ns == xml::ns::kSasl || ns == "urn:xmpp:sasl:2" || ns == "urn:xmpp:fast:0"; }

bool carries_payload(std::string_view local) {
  constexpr std::array<std::string_view, 7> kNames{"auth",        "challenge", "response", "success", "initial-response", "additional-data",
                                                   "authenticate"};
  return std::find(kNames.begin(), kNames.end(), local) != kNames.end();
}

bool is_secret_attribute(const xml::Element& element, const xml::Name& attribute) {
  if (attribute.local == "token" || attribute.local == "password") return true;
  return attribute.local == "code" && element.ns().starts_with("urn:cxmpp:register");
}

bool is_secret_text(const xml::Element& element) {
  if (is_sasl(element.ns()) && carries_payload(element.local())) return true;
  return element.local() == "token" || element.local() == "password";
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

void Masking::hide(std::string_view secret) {
  if (secret.size() >= kShortestSecret) secrets_.emplace(secret);
}

xml::Element Masking::masked(const xml::Element& element) {
  xml::Element copy = element;
  mask(copy);
  return copy;
}

void Masking::mask(xml::Element& element) {
  const std::vector<xml::Attribute> attributes = element.attributes();
  for (const xml::Attribute& attribute : attributes) {
    if (!is_secret_attribute(element, attribute.name)) continue;
    hide(attribute.value);
    element.set_attribute(attribute.name, std::string(kMask));
  }
  const bool secret_text = is_secret_text(element);
  for (xml::Content& content : element.content()) {
    if (xml::Element* child = std::get_if<xml::Element>(&content)) {
      mask(*child);
    } else if (std::string& text = std::get<std::string>(content); secret_text) {
      hide(text);
      text = kMask;
    }
  }
}

std::string Masking::scrubbed(std::string text) const {
  for (const std::string& secret : secrets_) {
    std::size_t at = 0;
    while ((at = text.find(secret, at)) != std::string::npos) {
      const std::size_t end = at + secret.size();
      const bool apart = (at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]));
      if (apart) text.replace(at, secret.size(), kMask);
      at += apart ? kMask.size() : 1;
    }
  }
  return text;
}

}  // namespace assay::conformance::engine
