#pragma once
// Programs that are too old to be given a code (REG-24).

#include <optional>
#include <string_view>

#include "reference/server/config.hpp"
#include "reference/stanza/registration.hpp"

namespace assay::server {

/// Whether the operator wants a newer version of that program. One that does not say what it is, is not.
[[nodiscard]] bool is_outdated(const Config& config, const std::optional<stanza::registration::ClientVersion>& client);

/// Dotted decimals, part by part: "1.9" is older than "1.10", "2" the same as "2.0". What is no dotted decimals is older than what is.
[[nodiscard]] bool is_older(std::string_view version, std::string_view than);

}  // namespace assay::server
