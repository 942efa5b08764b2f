#pragma once
// Stanza errors (RFC 6120 section 8.3), with the application-specific condition of our registry of errors (spec chapter 01).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "reference/xml/element.hpp"

namespace assay::stanza {

inline constexpr const char* kErrorsNs = "urn:cxmpp:errors:1";

/// What the sender of the refused stanza may do about it (RFC 6120 section 8.3.2).
enum class ErrorType { Auth, Cancel, Continue, Modify, Wait };

[[nodiscard]] std::string_view name_of(ErrorType type);
[[nodiscard]] std::optional<ErrorType> error_type(std::string_view name);

/// <NAME xmlns='urn:cxmpp:errors:1' retry-after='SECONDS' methods='WORDS'/>, or one of another protocol in its namespace.
struct ApplicationError {
  std::string name;
  std::optional<std::chrono::seconds> retry_after{};
  std::string ns = kErrorsNs;
  std::optional<std::string> methods{};  ///< of no-route: how codes may reach the number (registration.hpp)
  friend bool operator==(const ApplicationError&, const ApplicationError&) = default;
};

struct StanzaError {
  ErrorType type = ErrorType::Cancel;
  std::string condition = "undefined-condition";  ///< RFC 6120 section 8.3.3: "item-not-found", ...
  std::string text;                               ///< English, for people; may be empty
  std::optional<ApplicationError> application;

  /// <error/> in jabber:client.
  [[nodiscard]] xml::Element write() const;
  /// Nothing if `error` is no <error/> with a type and a defined condition.
  [[nodiscard]] static std::optional<StanzaError> parse(const xml::Element& error);
  /// The error inside a stanza of type "error".
  [[nodiscard]] static std::optional<StanzaError> of(const xml::Element& stanza);
  friend bool operator==(const StanzaError&, const StanzaError&) = default;
};

/// An error with its usual type: item-not-found is cancel, bad-request modify, not-authorized auth and so on (section 8.3.3).
[[nodiscard]] StanzaError stanza_error(std::string_view condition, std::string text = {});
/// An error of our registry by its name ("wrong-code"): RFC condition, type and application condition. `name` must be registered.
[[nodiscard]] StanzaError cxmpp_error(std::string_view name, std::optional<std::chrono::seconds> retry_after = {});

}  // namespace assay::stanza
