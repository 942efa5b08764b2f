#include "sim/network/pipe.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"

namespace assay::sim::network {

Pipe::Pipe(kernel::EventQueue& queue, PipeEnds& ends, const bool& stalled, const Options& options)
    : queue_(queue),
      ends_(ends),
      stalled_(stalled),
      profile_(options.profile),
      cut_at_(options.cut_at),
      actor_(options.actor),
      random_(options.seed, options.stream) {
  ASSAY_ASSERT(profile_.window > 0 && profile_.mss > 0 && profile_.delay.min <= profile_.delay.max);
  ASSAY_ASSERT(!profile_.octets_per_second || *profile_.octets_per_second > 0);
  ASSAY_ASSERT(!profile_.outage || profile_.outage->on > Duration{0});
}

Pipe::~Pipe() {
  queue_.cancel(departure_event_);
  queue_.cancel(arrival_event_);
}

// --- the writer's side ------------------------------------------------------------------------------------------------------------

void Pipe::push(Signal signal) {
  depart(signal, {});
  await_next();
}

void Pipe::write(ByteView octets) {
  if (finish_state_ != FinishState::No) return;
  pending_.append(octets);
  pump();
}

void Pipe::finish() {
  if (finish_state_ != FinishState::No) return;
  finish_state_ = FinishState::Asked;
  pump();
}

void Pipe::open() {
  open_ = true;
  pump();
}

void Pipe::drop_pending() {
  pending_.clear();
  if (finish_state_ == FinishState::No) finish_state_ = FinishState::Left;
  open_ = false;
}

void Pipe::silence() {
  silent_ = true;
  under_way_.clear();
  octets_under_way_ = 0;
  await_next();
}

// Acknowledgements cost no time: the window opens when the reader takes.
void Pipe::pump() {
  if (!open_) return;
  std::size_t from = 0;
  while (from < pending_.size() && octets_under_way_ < profile_.window) {
    const std::size_t size = std::min({pending_.size() - from, profile_.window - octets_under_way_, next_segment_size()});
    depart(Signal::Data, pending_.substr(from, size));
    from += size;
  }
  pending_.erase(0, from);
  departed_ += from;
  if (pending_.empty() && finish_state_ == FinishState::Asked) {
    finish_state_ = FinishState::Left;
    finish_departed_ = true;
    depart(Signal::Finish, {});
  }
  if ((departed_ > 0 || finish_departed_) && departure_event_.generation == 0) {
    departure_event_ = queue_.schedule(queue_.clock().monotonic(), actor_, [this] { report_departures(); });
  }
  await_next();
}

std::size_t Pipe::next_segment_size() {
  switch (profile_.split) {
    case Split::None: break;
    case Split::EveryOctet: return 1;
    case Split::Random: return random_.below(profile_.mss) + 1;
  }
  return profile_.window;
}

void Pipe::depart(Signal signal, Bytes octets) {
  if (silent_) return;
  writer_free_at_ = std::max(writer_free_at_, queue_.clock().monotonic());
  if (profile_.octets_per_second) {
    writer_free_at_ += Duration{static_cast<std::int64_t>(octets.size() * 1'000'000'000U / *profile_.octets_per_second)};
  }
  last_due_ = std::max(last_due_, writer_free_at_ + drawn_delay());
  octets_under_way_ += octets.size();
  under_way_.push_back({signal, last_due_, std::move(octets)});
}

Duration Pipe::drawn_delay() {
  const auto [min, max] = profile_.delay;
  if (min == max) return min;
  return min + Duration{static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>((max - min).count()) + 1))};
}

void Pipe::report_departures() {
  departure_event_ = {};
  const bool finish_departed = std::exchange(finish_departed_, false);
  if (const std::size_t octets = std::exchange(departed_, 0); octets > 0) ends_.left(*this, octets);
  if (finish_departed) ends_.finish_left(*this);
}

// --- the reader's side ------------------------------------------------------------------------------------------------------------

void Pipe::pause() {
  paused_ = true;
  await_next();
}

void Pipe::resume() {
  paused_ = false;
  await_next();
}

void Pipe::await_next() {
  const std::optional<Instant> at = next_arrival();
  if (at == arrival_at_) return;
  queue_.cancel(arrival_event_);
  arrival_event_ = {};
  arrival_at_ = at;
  if (at) arrival_event_ = queue_.schedule(*at, actor_, [this] { deliver(); });
}

// A reset does not wait for the reader.
std::optional<Instant> Pipe::next_arrival() const {
  if (stalled_ || under_way_.empty()) return std::nullopt;
  if (!paused_) return outside_outage(under_way_.front().due);
  if (under_way_.back().signal == Signal::Reset) return outside_outage(under_way_.back().due);
  return std::nullopt;
}

Instant Pipe::outside_outage(Instant at) const {
  if (!profile_.outage) return at;
  const Instant now_or_later = std::max(at, queue_.clock().monotonic());
  const Duration cycle = profile_.outage->on + profile_.outage->off;
  const Duration within = now_or_later.time_since_epoch() % cycle;
  return within < profile_.outage->on ? now_or_later : now_or_later + (cycle - within);
}

void Pipe::deliver() {
  arrival_event_ = {};
  arrival_at_.reset();
  if (paused_) drop_for_reset();
  bool more = true;
  while (more && !paused_ && !silent_ && front_is_due()) {
    if (under_way_.front().signal == Signal::Data) {
      deliver_octets();
    } else {
      deliver_signal();
    }
    more = profile_.coalescing == Coalescing::WhatIsDue;
  }
  pump();
  await_next();
}

bool Pipe::front_is_due() const { return !under_way_.empty() && under_way_.front().due <= queue_.clock().monotonic(); }

void Pipe::drop_for_reset() {
  paused_ = false;
  octets_under_way_ = 0;
  under_way_.erase(under_way_.begin(), under_way_.end() - 1);
}

void Pipe::deliver_signal() {
  const Signal signal = under_way_.front().signal;
  if (signal == Signal::Finish && cut_at_ && octets_arrived_ >= *cut_at_) return ends_.cut(*this);
  under_way_.pop_front();
  ends_.arrived(*this, signal, {});
}

void Pipe::deliver_octets() {
  Bytes octets = take_due_octets();
  const bool cut = cut_at_ && octets_arrived_ + octets.size() >= *cut_at_;
  if (cut) octets.resize(static_cast<std::size_t>(*cut_at_ - octets_arrived_));
  octets_arrived_ += octets.size();
  if (!octets.empty()) ends_.arrived(*this, Signal::Data, octets);
  if (cut) ends_.cut(*this);
}

Bytes Pipe::take_due_octets() {
  Bytes octets;
  do {
    octets.append(under_way_.front().octets);
    octets_under_way_ -= under_way_.front().octets.size();
    under_way_.pop_front();
  } while (profile_.coalescing == Coalescing::WhatIsDue && front_is_due() && under_way_.front().signal == Signal::Data);
  return octets;
}

}  // namespace assay::sim::network
