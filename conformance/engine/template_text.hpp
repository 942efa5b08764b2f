#pragma once
// Templates for people: what a failure says was awaited, and which names of a template nobody bound.

#include <optional>
#include <string>
#include <vector>

#include "conformance/match/element_template.hpp"
#include "conformance/match/report_template.hpp"
#include "conformance/match/text_template.hpp"

namespace assay::conformance::engine {

/// The template on one line; with `names`, names that are bound are shown as their values.
[[nodiscard]] std::string describe(const match::ElementTemplate& element, const match::Bindings* names = nullptr);
[[nodiscard]] std::string describe(const match::MapTemplate& report, const match::Bindings* names = nullptr);
[[nodiscard]] std::string describe_text(const match::TextTemplate& text, const match::Bindings* names);

/// A name that the template reads, that nobody bound, and that it does not bind itself: the scenario's fault, not the peer's.
[[nodiscard]] std::optional<std::string> unbound_name(const match::ElementTemplate& element, const match::Bindings& names);
[[nodiscard]] std::optional<std::string> unbound_name(const match::MapTemplate& report, const match::Bindings& names);
[[nodiscard]] std::optional<std::string> unbound_name(const match::TextTemplate& text, const match::Bindings& names);

}  // namespace assay::conformance::engine
