#include "reference/stanza/fast.hpp"

#include "reference/base/decimal.hpp"

namespace assay::stanza::fast {

xml::Element Feature::write() const {
  xml::Element element(kNs, "fast");
  for (const std::string& name : mechanisms) element.append(kNs, "mechanism").add_text(name);
  return element;
}

std::optional<Feature> Feature::parse(const xml::Element& element) {
  if (!element.is(kNs, "fast")) return std::nullopt;
  Feature feature;
  for (const xml::Element* child : element.children()) {
    if (child->is(kNs, "mechanism")) feature.mechanisms.push_back(child->text());
  }
  if (feature.mechanisms.empty()) return std::nullopt;
  return feature;
}

xml::Element RequestToken::write() const { return xml::Element(kNs, "request-token").with("mechanism", mechanism); }

std::optional<RequestToken> RequestToken::parse(const xml::Element& element) {
  if (!element.is(kNs, "request-token") || element.attribute("mechanism").empty()) return std::nullopt;
  return RequestToken{std::string{element.attribute("mechanism")}};
}

xml::Element Token::write() const { return xml::Element(kNs, "token").with("token", token).with("expiry", date_time(expiry)); }

std::optional<Token> Token::parse(const xml::Element& element) {
  const std::optional<WallTime> expiry = from_date_time(element.attribute("expiry"));
  if (!element.is(kNs, "token") || element.attribute("token").empty() || !expiry) return std::nullopt;
  return Token{std::string{element.attribute("token")}, *expiry};
}

xml::Element Use::write() const {
  xml::Element element(kNs, "fast");
  if (count) element.set_attribute("count", std::to_string(*count));
  if (invalidate) element.set_attribute("invalidate", "true");
  return element;
}

std::optional<Use> Use::parse(const xml::Element& element) {
  if (!element.is(kNs, "fast")) return std::nullopt;
  Use use;
  if (const std::string* text = element.find_attribute("count")) {
    use.count = decimal(*text);
    if (!use.count || *use.count == 0) return std::nullopt;
  }
  const std::string_view invalidate = element.attribute("invalidate");
  use.invalidate = invalidate == "true" || invalidate == "1";
  if (!use.invalidate && !invalidate.empty() && invalidate != "false" && invalidate != "0") return std::nullopt;
  return use;
}

}  // namespace assay::stanza::fast
