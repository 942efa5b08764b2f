#pragma once
// Phone numbers (E.164), by libphonenumber's metadata. The only room that sees it.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace assay::phone {

/// A valid number in canonical form. Cannot be made from anything else.
class Number {
 public:
  /// Accepts international and national spellings with spaces, dashes, parentheses; `region` is the ISO 3166-1 code of the caller's
  /// country for national ones ("US"), or "" where only international spellings make sense. Nothing if the numbering plan has no such
  /// number, or if `text` has more than 64 octets.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text, std::string_view region = {});

  /// E.164 digits without "+": the localpart of the account's address ("12025550101").
  [[nodiscard]] const std::string& digits() const { return digits_; }
  /// With "+".
  [[nodiscard]] std::string international() const { return "+" + digits_; }
  /// The region that a national spelling written by this number's owner would use: "US"; "" where unknown.
  [[nodiscard]] std::string region() const;

  friend bool operator==(const Number&, const Number&) = default;
  friend auto operator<=>(const Number&, const Number&) = default;

 private:
  std::string digits_;
};

}  // namespace assay::phone
