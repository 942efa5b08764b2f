#include "reference/stanza/last_seen.hpp"

#include <array>
#include <string>
#include <utility>

#include "reference/base/decimal.hpp"

namespace assay::stanza::last_seen {
namespace {

constexpr std::array<std::pair<Audience, std::string_view>, 3> kAudiences = {{
    {Audience::Everyone, "everyone"},
    {Audience::Contacts, "contacts"},
    {Audience::Nobody, "nobody"},
}};

}  // namespace

xml::Element Last::write() const { return xml::Element(kNs, "query").with("seconds", std::to_string(ago.count())); }

std::optional<Last> Last::parse(const xml::Element& element) {
  const auto ago = decimal_seconds(element.attribute("seconds"));
  if (!element.is(kNs, "query") || !ago) return std::nullopt;
  return Last{*ago};
}

std::string_view name_of(Audience audience) {
  for (const auto& [known, name] : kAudiences) {
    if (known == audience) return name;
  }
  return "nobody";
}

xml::Element Privacy::write() const {
  xml::Element element(kPrivacyNs, "privacy");
  if (last_seen) element.set_attribute("last-seen", std::string{name_of(*last_seen)});
  return element;
}

std::optional<Privacy> Privacy::parse(const xml::Element& element) {
  if (!element.is(kPrivacyNs, "privacy")) return std::nullopt;
  const std::string* wanted = element.find_attribute("last-seen");
  if (!wanted) return Privacy{};
  for (const auto& [audience, name] : kAudiences) {
    if (*wanted == name) return Privacy{audience};
  }
  return std::nullopt;
}

}  // namespace assay::stanza::last_seen
