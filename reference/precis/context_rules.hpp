#pragma once
// Where a code point of class ContextJ or ContextO may stand (RFC 5892 appendix A).

#include <cstddef>
#include <string_view>

namespace assay::precis {

/// `text[at]` has the derived property ContextJ or ContextO.
[[nodiscard]] bool may_stand(std::u32string_view text, std::size_t at);

}  // namespace assay::precis
