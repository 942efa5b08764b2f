#pragma once
// A fence proves that nothing more is on its way: not by sleeping, but by something that travels the way the forbidden stanza would have
// come (design: scenario language, 7 "Proof of absence").
//
//   both ends    every other connected actor pings its server and is answered, then the receiver does: what any of them caused before has
//                passed the server, and what it sent the receiver has come before the answer
//   sync         a client under test: the same causing side, then its shim's `sync`
//   quiescence   in virtual time, besides or alone: nothing is in flight
//   quiet time   where nothing of it is possible: a second in which nothing came; besides, where a connection is open whose end cannot
//                be pinged: a bare socket, a phone that has bound nothing, one that has closed its stream; and where somebody was cut who
//                had sent what no fence was behind yet

#include <optional>
#include <string>
#include <vector>

#include "conformance/engine/scene.hpp"

namespace assay::conformance::engine {

/// It has a session that can answer.
[[nodiscard]] bool can_ping(const Actor& actor);
/// It answers no more.
[[nodiscard]] bool has_left(const Actor& actor);
/// Sends a ping whose answer never enters the inbox, and gives its id.
std::string ping_for_fence(Scene& scene, Actor& actor);

class Fence {
 public:
  static constexpr Duration kQuietTime = std::chrono::seconds{1};

  Fence(Scene& scene, Actor& receiver) : scene_(scene), receiver_(receiver) {}

  /// Goes on as far as it can. True: what has not come will not come. Called after each input.
  [[nodiscard]] bool passed();
  /// "the answer to alice's ping"
  [[nodiscard]] std::string awaited() const;
  [[nodiscard]] bool wants_quiescence() const { return stage_ == Stage::Quiescence && !scene_.is_quiet; }
  /// Quiet time alone: when it is over.
  [[nodiscard]] std::optional<Instant> wakes_at() const;

 private:
  enum class Stage { Begin, Causes, Receiver, Quiescence, QuietTime, Passed };

  void ask(Actor& actor);
  void sync(Actor& actor);
  [[nodiscard]] Actor* unanswered() const;
  void after_pings();
  void advance();

  struct Asked {
    Actor* actor;
    std::string id;
  };

  Scene& scene_;
  Actor& receiver_;
  Stage stage_ = Stage::Begin;
  std::vector<Asked> asked_;
  bool receiver_was_asked_ = false;
  bool all_causes_were_asked_ = true;
  std::optional<Patience> quiet_;  ///< of QuietTime
};

}  // namespace assay::conformance::engine
