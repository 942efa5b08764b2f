#pragma once
// What the server says by itself of keys (spec chapter 07, sections 8 to 10): prekeys that run out, a list that was changed, a companion
// that tells its keys or is gone, a number that was registered anew.

#include "reference/client/readers.hpp"
#include "reference/client/session.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// True if the message is one of these and dealt with.
[[nodiscard]] bool takes_key_notice(Session& session, Readers& readers, const xml::Element& message);

}  // namespace assay::client
