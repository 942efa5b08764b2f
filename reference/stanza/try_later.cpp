#include "reference/stanza/try_later.hpp"

#include <string>

#include "reference/base/decimal.hpp"
#include "reference/stanza/error.hpp"

namespace assay::stanza {
namespace {

constexpr const char* kName = "try-later";

}  // namespace

void TryLater::write_into(xml::Element& failure) const {
  xml::Element* reason = failure.find_child(kErrorsNs, kName);
  if (reason == nullptr) reason = &failure.append(kErrorsNs, kName);
  reason->set_attribute("retry-after", std::to_string(retry_after.count()));
}

std::optional<TryLater> TryLater::of(const xml::Element& failure) {
  const xml::Element* reason = failure.find_child(kErrorsNs, kName);
  if (reason == nullptr || !reason->has_attribute("retry-after")) return std::nullopt;
  const auto seconds = decimal_seconds(reason->attribute("retry-after"));
  return seconds ? std::optional(TryLater{*seconds}) : std::nullopt;
}

}  // namespace assay::stanza
