#pragma once
// How long a play waits for a live target. Deadlines are bounds on liveness and never what makes a pass; so that they are not what makes a
// failure either, they grow with the measured round trip, and time in which our own machine did not let us run does not count.
//
// Lost time is seen by our own timers: while a play waits it asks for one every kTick, and notes how late they come. In virtual time
// nothing is measured: there no timer is late.

#include "reference/base/now.hpp"

namespace assay::conformance::engine {

class Pace {
 public:
  static constexpr Duration kTick = std::chrono::milliseconds{250};
  /// What any timer may be late.
  static constexpr Duration kUnnoticed = std::chrono::milliseconds{50};
  /// What a step may take beside its patience. TLS, SASL and what a server asks another for are some each.
  static constexpr int kRoundTrips = 20;
  /// Of one step; more of it says more of our machine than of the implementation.
  static constexpr Duration kMostLost = std::chrono::seconds{2};

  enum class Time { Real, Virtual };
  explicit Pace(Time time) : time_(time) {}

  /// With every input, before anything else is made of it.
  void tick(Instant now);
  /// When to be called again at the latest, in real time.
  [[nodiscard]] Instant next_tick() const { return next_tick_; }
  [[nodiscard]] bool is_measured() const { return time_ == Time::Real; }

  /// One more round trip to the implementation: how long a connection took to be made.
  void took(Duration round_trip);
  /// The longest so far.
  [[nodiscard]] Duration round_trip() const { return round_trip_; }
  /// All the time so far in which we did not run.
  [[nodiscard]] Duration lost() const { return lost_; }

 private:
  Time time_;
  Instant next_tick_ = Instant::max();
  Duration round_trip_{};
  Duration lost_{};
};

/// A bound on waiting that begins now.
class Patience {
 public:
  /// `pace` outlives it.
  Patience(const Pace& pace, Instant now, Duration span) : pace_(&pace), begun_(now), span_(span), lost_before_(pace.lost()) {}

  [[nodiscard]] Duration span() const { return span_; }
  [[nodiscard]] Instant ends() const { return begun_ + span_ + pace_->round_trip() * Pace::kRoundTrips + lost(); }
  /// Since it began.
  [[nodiscard]] Duration lost() const { return pace_->lost() - lost_before_; }

 private:
  const Pace* pace_;
  Instant begun_;
  Duration span_;
  Duration lost_before_;
};

}  // namespace assay::conformance::engine
