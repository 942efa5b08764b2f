#pragma once
// One direction of one connection: takes what its writer writes, cuts it into segments, and brings each to the reader when it is due.
// Internal to this room.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/network/profile.hpp"

namespace assay::sim::network {

enum class Signal { Syn, SynAck, Data, Finish, Reset, Refuse };

class Pipe;

/// The connection that a pipe is part of. Each call comes in an event of the pipe.
class PipeEnds {
 public:
  PipeEnds() = default;
  PipeEnds(const PipeEnds&) = delete;
  PipeEnds& operator=(const PipeEnds&) = delete;
  virtual ~PipeEnds() = default;

  /// `octets` is empty but for Signal::Data.
  virtual void arrived(Pipe& pipe, Signal signal, ByteView octets) = 0;
  virtual void left(Pipe& pipe, std::size_t octets) = 0;
  virtual void finish_left(Pipe& pipe) = 0;
  virtual void cut(Pipe& pipe) = 0;
};

class Pipe {
 public:
  struct Options {
    DirectionProfile profile;
    std::uint64_t seed = 0;
    std::string stream;  ///< of its draws
    std::optional<std::uint64_t> cut_at;
    kernel::Actor actor{};
  };

  /// `stalled` is the link's; all references outlive the pipe.
  Pipe(kernel::EventQueue& queue, PipeEnds& ends, const bool& stalled, const Options& options);
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe();

  /// Puts a signal behind everything that has left.
  void push(Signal signal);
  void write(ByteView octets);
  void finish();
  /// From now on, what is written leaves.
  void open();
  /// Drops what has not left; nothing more can be written.
  void drop_pending();
  /// Nothing arrives any more.
  void silence();

  void pause();
  void resume();
  /// To be called when the link's stall is over.
  void continue_after_stall() { await_next(); }

  [[nodiscard]] std::size_t pending() const { return pending_.size(); }
  [[nodiscard]] bool finish_has_left() const { return finish_state_ == FinishState::Left; }

 private:
  struct Segment {
    Signal signal;
    Instant due;
    Bytes octets;
  };
  enum class FinishState { No, Asked, Left };

  void pump();
  [[nodiscard]] std::size_t next_segment_size();
  void depart(Signal signal, Bytes octets);
  [[nodiscard]] Duration drawn_delay();
  void report_departures();
  void await_next();
  [[nodiscard]] std::optional<Instant> next_arrival() const;
  [[nodiscard]] Instant outside_outage(Instant at) const;
  void deliver();
  [[nodiscard]] bool front_is_due() const;
  void drop_for_reset();
  void deliver_signal();
  void deliver_octets();
  [[nodiscard]] Bytes take_due_octets();

  kernel::EventQueue& queue_;
  PipeEnds& ends_;
  const bool& stalled_;
  DirectionProfile profile_;
  std::optional<std::uint64_t> cut_at_;
  kernel::Actor actor_;
  KeyedRandom random_;

  Bytes pending_;
  std::deque<Segment> under_way_;
  std::size_t octets_under_way_ = 0;
  std::uint64_t octets_arrived_ = 0;
  Instant writer_free_at_{};  // when the last octet has been put on the line
  Instant last_due_{};        // octets keep their order
  FinishState finish_state_ = FinishState::No;
  bool open_ = false;
  bool paused_ = false;
  bool silent_ = false;
  std::size_t departed_ = 0;  // not yet reported
  bool finish_departed_ = false;
  kernel::EventQueue::Handle departure_event_;
  kernel::EventQueue::Handle arrival_event_;
  std::optional<Instant> arrival_at_;  // of arrival_event_
};

}  // namespace assay::sim::network
