#include "reference/stanza/error.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/base/decimal.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stanza {
namespace {

namespace ns = xml::ns;

struct Condition {
  std::string_view name;
  ErrorType usual_type;
};

// RFC 6120 section 8.3.3, with the type that each condition's text proposes.
constexpr std::array kConditions = {
    Condition{"bad-request", ErrorType::Modify},
    Condition{"conflict", ErrorType::Cancel},
    Condition{"feature-not-implemented", ErrorType::Cancel},
    Condition{"forbidden", ErrorType::Auth},
    Condition{"gone", ErrorType::Cancel},
    Condition{"internal-server-error", ErrorType::Cancel},
    Condition{"item-not-found", ErrorType::Cancel},
    Condition{"jid-malformed", ErrorType::Modify},
    Condition{"not-acceptable", ErrorType::Modify},
    Condition{"not-allowed", ErrorType::Cancel},
    Condition{"not-authorized", ErrorType::Auth},
    Condition{"policy-violation", ErrorType::Modify},
    Condition{"recipient-unavailable", ErrorType::Wait},
    Condition{"redirect", ErrorType::Modify},
    Condition{"registration-required", ErrorType::Auth},
    Condition{"remote-server-not-found", ErrorType::Cancel},
    Condition{"remote-server-timeout", ErrorType::Wait},
    Condition{"resource-constraint", ErrorType::Wait},
    Condition{"service-unavailable", ErrorType::Cancel},
    Condition{"subscription-required", ErrorType::Auth},
    Condition{"undefined-condition", ErrorType::Cancel},
    Condition{"unexpected-request", ErrorType::Wait},
};

const Condition* find_condition(std::string_view name) {
  const auto* found = std::find_if(kConditions.begin(), kConditions.end(), [&](const Condition& c) { return c.name == name; });
  return found == kConditions.end() ? nullptr : found;
}

struct Registered {
  std::string_view name;
  std::string_view condition;
  ErrorType type;
};

// The registry of errors (spec chapter 01).
constexpr std::array kRegistry = {
    Registered{"bad-id", "bad-request", ErrorType::Modify},
    Registered{"bad-keys", "not-acceptable", ErrorType::Modify},
    Registered{"bad-kind", "bad-request", ErrorType::Modify},
    Registered{"bad-number", "not-acceptable", ErrorType::Modify},
    Registered{"bad-pin", "not-acceptable", ErrorType::Modify},
    Registered{"client-outdated", "not-allowed", ErrorType::Cancel},
    Registered{"code-missing", "item-not-found", ErrorType::Cancel},
    Registered{"conflict", "conflict", ErrorType::Cancel},
    Registered{"encryption-required", "not-acceptable", ErrorType::Modify},
    Registered{"expired", "recipient-unavailable", ErrorType::Cancel},
    Registered{"full-sync-required", "item-not-found", ErrorType::Cancel},
    Registered{"group-full", "resource-constraint", ErrorType::Wait},
    Registered{"guessed-too-fast", "policy-violation", ErrorType::Wait},
    Registered{"media-full", "resource-constraint", ErrorType::Wait},
    Registered{"key-taken", "conflict", ErrorType::Cancel},
    Registered{"no-route", "recipient-unavailable", ErrorType::Wait},
    Registered{"not-admin", "forbidden", ErrorType::Auth},
    Registered{"no-such-message", "item-not-found", ErrorType::Cancel},
    Registered{"not-linked", "item-not-found", ErrorType::Cancel},
    Registered{"not-member", "forbidden", ErrorType::Auth},
    Registered{"old-version", "conflict", ErrorType::Cancel},
    Registered{"other-identity", "conflict", ErrorType::Cancel},
    Registered{"phone-only", "forbidden", ErrorType::Auth},
    Registered{"pin-locked", "policy-violation", ErrorType::Wait},
    Registered{"pin-required", "not-authorized", ErrorType::Auth},
    Registered{"queue-full", "resource-constraint", ErrorType::Wait},
    Registered{"rate-limit", "resource-constraint", ErrorType::Wait},
    Registered{"stale", "conflict", ErrorType::Cancel},
    Registered{"reaction-too-large", "not-acceptable", ErrorType::Modify},
    Registered{"too-late", "not-allowed", ErrorType::Cancel},
    Registered{"too-many-devices", "resource-constraint", ErrorType::Cancel},
    Registered{"too-many-guesses", "policy-violation", ErrorType::Wait},
    Registered{"too-many-prekeys", "resource-constraint", ErrorType::Modify},
    Registered{"too-many-recipients", "not-acceptable", ErrorType::Modify},
    Registered{"undelivered", "recipient-unavailable", ErrorType::Cancel},
    Registered{"wrong-code", "not-authorized", ErrorType::Auth},
    Registered{"wrong-key", "forbidden", ErrorType::Auth},
    Registered{"wrong-pin", "not-authorized", ErrorType::Auth},
};

constexpr std::array<std::pair<ErrorType, std::string_view>, 5> kTypes = {{
    {ErrorType::Auth, "auth"},
    {ErrorType::Cancel, "cancel"},
    {ErrorType::Continue, "continue"},
    {ErrorType::Modify, "modify"},
    {ErrorType::Wait, "wait"},
}};

ApplicationError application_error(const xml::Element& element) {
  ApplicationError error{element.local(), std::nullopt, element.ns()};
  if (const std::string* retry_after = element.find_attribute("retry-after")) error.retry_after = decimal_seconds(*retry_after);
  if (const std::string* methods = element.find_attribute("methods")) error.methods = *methods;
  return error;
}

}  // namespace

std::string_view name_of(ErrorType type) {
  for (const auto& [known, name] : kTypes) {
    if (known == type) return name;
  }
  return "cancel";
}

std::optional<ErrorType> error_type(std::string_view name) {
  for (const auto& [type, known] : kTypes) {
    if (known == name) return type;
  }
  return std::nullopt;
}

xml::Element StanzaError::write() const {
  xml::Element error(ns::kClient, "error");
  error.set_attribute("type", std::string{name_of(type)});
  error.append(ns::kStanzaErrors, condition);
  if (!text.empty()) error.append(ns::kStanzaErrors, "text").add_text(text);
  if (application) {
    xml::Element& child = error.append(application->ns, application->name);
    if (application->retry_after) child.set_attribute("retry-after", std::to_string(application->retry_after->count()));
    if (application->methods) child.set_attribute("methods", *application->methods);
  }
  return error;
}

std::optional<StanzaError> StanzaError::parse(const xml::Element& error) {
  const std::optional<ErrorType> type = error_type(error.attribute("type"));
  if (error.local() != "error" || !type) return std::nullopt;
  StanzaError parsed;
  parsed.type = *type;
  bool defined = false;
  for (const xml::Element* child : error.children()) {
    if (child->is(ns::kStanzaErrors, "text")) {
      parsed.text = child->text();
    } else if (child->ns() == ns::kStanzaErrors) {
      if (!find_condition(child->local())) continue;
      parsed.condition = child->local();
      defined = true;
    } else if (!parsed.application || child->ns() == kErrorsNs) {
      parsed.application = application_error(*child);
    }
  }
  if (!defined) return std::nullopt;
  return parsed;
}

std::optional<StanzaError> StanzaError::of(const xml::Element& stanza) {
  const xml::Element* error = stanza.find_child(stanza.ns(), "error");
  return error ? parse(*error) : std::nullopt;
}

StanzaError stanza_error(std::string_view condition, std::string text) {
  const Condition* known = find_condition(condition);
  ASSAY_ASSERT(known != nullptr);
  return {known->usual_type, std::string{condition}, std::move(text), std::nullopt};
}

StanzaError cxmpp_error(std::string_view name, std::optional<std::chrono::seconds> retry_after) {
  const auto* found = std::find_if(kRegistry.begin(), kRegistry.end(), [&](const Registered& r) { return r.name == name; });
  ASSAY_ASSERT(found != kRegistry.end());
  return {found->type, std::string{found->condition}, {}, ApplicationError{std::string{name}, retry_after}};
}

}  // namespace assay::stanza
