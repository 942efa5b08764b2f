#pragma once
// What PRECIS makes of one code point (RFC 8264 section 8), over the properties of the Unicode version that ICU knows.

namespace assay::precis {

enum class DerivedProperty {
  PValid,      ///< in identifiers and free text
  ContextJ,    ///< a join control: where a rule of RFC 5892 appendix A allows it
  ContextO,    ///< another one with such a rule
  FreePval,    ///< in free text only ("ID_DIS or FREE_PVAL")
  Disallowed,  ///< nowhere
  Unassigned,  ///< nowhere, until Unicode gives it a meaning
};

/// `code_point` <= U+10FFFF.
[[nodiscard]] DerivedProperty derived_property(char32_t code_point);

}  // namespace assay::precis
