#pragma once
// What one device says to another by itself (spec chapter 07, sections 1 and 10), in messages of kind control that nobody is told of: the
// answer to a key exchange, the question for what could not be read, and its answer.

#include <cstdint>
#include <string>
#include <vector>

#include "reference/client/directory.hpp"
#include "reference/client/keyring.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/encrypted.hpp"

namespace assay::client {

/// Nothing where the outbox is full or there is no session. Without anything `said` it is for the session's sake.
void tell_device(Session& session, const std::string& account, KnownDevice& device, const std::vector<xml::Element>& said);

/// Asks for a message again, over a new session: the old one may be what is broken. The question travels inside it, so that nobody else can
/// ask (ENC-22).
void ask_again(Session& session, Directory& directory, const std::string& account, std::uint32_t device,
               const stanza::encrypted::Retry& retry);

}  // namespace assay::client
