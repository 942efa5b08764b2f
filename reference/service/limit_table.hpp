#pragma once
// The limits of reference/spec/limits.md by name, with their units: how a configuration names them.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference/base/limits.hpp"

namespace assay::service {

struct LimitName {
  std::string name;  ///< as in the registry: "login_time"
  std::variant<std::size_t Limits::*, Duration Limits::*> field;
  bool octets = false;  ///< of a count: it counts octets
  std::string meaning;

  [[nodiscard]] std::string text(const Limits& limits) const;
  /// False leaves the limit as it is: the text is no such value, or zero.
  [[nodiscard]] bool set(Limits& limits, std::string_view text) const;
};

/// In the registry's order.
[[nodiscard]] const std::vector<LimitName>& limit_names();

}  // namespace assay::service
