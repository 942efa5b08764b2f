#include <benchmark/benchmark.h>

#include "reference/base/random_source.hpp"
#include "sim/kernel/event_queue.hpp"

namespace assay::sim::kernel {
namespace {

/// `range` timers that each schedule themselves anew: the steady state of a world.
void steady_state(benchmark::State& state) {
  Clock clock;
  EventQueue queue(clock);
  KeyedRandom random(1, "delays");
  std::function<void()> again = [&] {
    queue.schedule(clock.monotonic() + Duration{static_cast<std::int64_t>(random.below(1'000'000))}, Actor{1}, again);
  };
  for (std::int64_t i = 0; i < state.range(0); ++i) again();
  for (auto _ : state) queue.run_next();
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(steady_state)->Arg(100)->Arg(10'000)->Arg(1'000'000);

/// A deadline that moves with each event, as connections' timers do.
void move_a_deadline(benchmark::State& state) {
  Clock clock;
  EventQueue queue(clock);
  for (std::int64_t i = 0; i < state.range(0); ++i) queue.schedule(Instant{std::chrono::hours{i + 1}}, Actor{1}, [] {});
  EventQueue::Handle handle;
  for (auto _ : state) {
    queue.cancel(handle);
    handle = queue.schedule(Instant{std::chrono::minutes{30}}, Actor{1}, [] {});
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(move_a_deadline)->Arg(100)->Arg(10'000);

}  // namespace
}  // namespace assay::sim::kernel
