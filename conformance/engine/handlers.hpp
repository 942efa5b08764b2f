#pragma once
// What an actor of kind phone does by itself, as every client would, so that scenarios speak only of what they are about; each is on or off
// by its name in the cast's `handlers:`, and all are off for other kinds:
//
//   answers pings (XEP-0199) and roster pushes            takes presence
//   acknowledges delivered messages on ack:1 streams      takes the server's acknowledgements, and the mailbox's summary and end
//   answers <r/> with its count (XEP-0198)                takes <a/>
//
// A handler takes a stanza only when the step that waits for this actor does not want it. A client under test does all of it itself; of
// its reports, those that tell of its own state are taken.

#include <string_view>

#include "conformance/engine/scene.hpp"
#include "reference/xml/element.hpp"

namespace assay::conformance::engine {

inline constexpr const char* kAckNamespace = "urn:cxmpp:ack:1";
inline constexpr const char* kPingNamespace = "urn:xmpp:ping";

/// Acts on the item and answers true, or leaves it.
bool handle_by_default(Scene& scene, Actor& actor, const Item& item);

/// Something took this stanza out of the inbox: a delivered message is acknowledged, once it is taken.
void taken(Scene& scene, Actor& actor, const xml::Element& element);

/// Answers pings that wait in the inbox of a phone that no step waits for, lest its server thinks it dead.
void answer_waiting_pings(Scene& scene, Actor& actor);

}  // namespace assay::conformance::engine
