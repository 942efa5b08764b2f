#pragma once
// What the engine knows of the implementation under test: where it listens, what it says it can do, and what the stage can do for it.
// The stage (conformance/live, sim/world) fills it in; the engine only reads it.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reference/base/machine.hpp"

namespace assay::conformance::engine {

struct Target {
  std::string name;         ///< "reference", "prosody"
  std::string description;  ///< one line for the report
  std::string domain;       ///< the XMPP domain served: `to` of every stream, the right half of every address
  /// By the names that scenarios use: "c2s" (STARTTLS), "c2s-tls" (direct TLS).
  std::map<std::string, Endpoint> endpoints;
  std::set<std::string> capabilities;                  ///< what `needs:` asks for
  std::string limits_profile;                          ///< "default" or "test"
  bool encryption_required = false;                    ///< it refuses what is written in the clear (spec chapter 07, ENC-01)
  bool channel_binding = true;                         ///< false behind the relay, which ends TLS
  std::vector<std::filesystem::path> library_folders;  ///< the target's own sentences, nearer than scenarios/lib
  /// Time passes only when all wait: `30 days pass` takes none, and the stage answers wants_quiescence() with quiescent().
  bool virtual_time = false;
  /// The stage can set the implementation's clocks: it obeys StageOrder::Advance and Jump.
  bool clock_control = false;
  std::string stage;  ///< "simulator", "live", "relay"
};

}  // namespace assay::conformance::engine
