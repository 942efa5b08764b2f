#pragma once
// A scenario file, read and checked.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/language/handler.hpp"
#include "conformance/language/pieces.hpp"
#include "conformance/language/step.hpp"

namespace assay::conformance::language {

/// What an actor is: an endpoint of the engine that behaves as a phone, a bare socket, a server played by the engine, or a client under
/// test.
enum class ActorKind { Phone, Raw, Server, Client };
enum class Starts {
  Online,   ///< registered and connected before the steps
  Offline,  ///< registered
  Nothing,  ///< nothing done for it; what raw and server actors always have
};

[[nodiscard]] std::string_view name(ActorKind kind);  ///< "phone", "raw", "server", "client"
/// The words for the kinds of actors, in their order.
[[nodiscard]] const std::vector<std::string>& actor_kinds();

struct CastMember {
  std::string name;
  ActorKind kind = ActorKind::Phone;
  Starts starts = Starts::Online;
  Handlers handlers;             ///< what it does by itself
  std::optional<Pieces> pieces;  ///< in which all it sends leaves; never with a time between
  std::string account_of;        ///< "" or the phone whose account it is another session of
  std::vector<Step> setup;       ///< calls of `NAME registers` (its own account only) and `NAME connects`, as `starts` wants
  Where where;
};

/// One case of the matrix; a scenario without one has a single case with an empty id.
struct Case {
  std::string id;                                           ///< stable: the author's, or "method=sms,size=1"
  std::vector<std::pair<std::string, std::string>> values;  ///< bound before the steps
  Where where;
};

struct Scenario {
  std::string id;  ///< the file's name without ".yaml" and without anything up to "scenarios/": "messages/ack"
  std::string file;
  std::string title;
  std::string because;
  std::vector<std::string> checks;
  std::vector<std::string> needs;
  std::vector<std::string> tags;
  std::string limits;                ///< "" or the limits profile it needs ("test")
  bool encryption_required = false;  ///< its server refuses what is written in the clear (spec chapter 07, ENC-01)
  std::vector<match::ElementTemplate> ignores;
  std::vector<CastMember> cast;  ///< in the order of the file
  std::vector<Case> cases;       ///< never empty
  std::vector<Step> steps;
  /// The step because of which it wants an instance of the implementation to itself (exclusive.hpp); empty: it can share one.
  std::string exclusive;
  /// What `candidates` of the steps point into; shared by copies.
  std::shared_ptr<const std::vector<std::unique_ptr<Definition>>> definitions;

  /// Every requirement that it or one of its steps checks, sorted, each once.
  [[nodiscard]] std::vector<std::string> all_checks() const;
  [[nodiscard]] const CastMember* find_actor(std::string_view name) const;
};

}  // namespace assay::conformance::language
