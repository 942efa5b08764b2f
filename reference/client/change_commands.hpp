#pragma once
// Commands about messages that are there (spec chapter 04): another text (XEP-0308), taken back (XEP-0424), reactions (XEP-0444).

#include <optional>

#include "reference/client/commands.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// What goes out for one: `kind` says of which message it is, `payload` what of it.
struct Change {
  SendMessage message;
  stanza::Kind kind;
  xml::Element payload;
};

/// Nothing for other commands. Its id is as it was given.
[[nodiscard]] std::optional<Change> change_by(const Command& command);

}  // namespace assay::client
