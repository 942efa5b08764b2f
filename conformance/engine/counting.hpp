#pragma once
// Stream management (XEP-0198) as an actor sees it: the judge counts for itself what was sent and received, the pings of fences and the
// answers of handlers included.

#include <cstdint>
#include <string>

#include "reference/xml/element.hpp"

namespace assay::conformance::engine {

class Actor;
class Scene;
struct Connection;

inline constexpr const char* kSmNamespace = "urn:xmpp:sm:3";

/// What an actor knows of its managed session, on whatever connection it goes on. Counts are modulo 2^32.
struct ManagedSession {
  std::uint32_t handled = 0;  ///< stanzas received since <enabled/> (as a server: <enable/>)
  std::uint32_t sent = 0;     ///< stanzas sent since <enable/>; what a resumption shows to be lost is taken off
  std::string full;           ///< its address
  bool acknowledges = false;  ///< ack:1 is enabled in it
};

/// The element is about to leave on the actor's connection.
void count_sent(Actor& actor, const xml::Element& element);
/// The element came on a connection of the actor.
void count_received(Scene& scene, Actor& actor, Connection& connection, const xml::Element& element);

}  // namespace assay::conformance::engine
