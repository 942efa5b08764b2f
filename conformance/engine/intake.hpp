#pragma once
// From octets to inboxes: what the connections bring becomes items, and what the engine itself must know of them is noted on the way
// (a full JID, enabled acknowledgement, the answers of fences).

#include <string_view>

#include "conformance/engine/scene.hpp"
#include "reference/base/machine.hpp"

namespace assay::conformance::engine {

void take_in(Scene& scene, Conn conn, const Event& event);
void take_in_code(Scene& scene, std::string_view number, std::string_view code);
/// A push service was given a wake-up for a device that it reaches at `node`. `said`: what came with it.
void take_in_wake_up(Scene& scene, std::string_view node, std::string_view said);
void take_in_line(Scene& scene, Actor& actor, std::string_view line);

}  // namespace assay::conformance::engine
