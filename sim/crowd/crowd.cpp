#include "sim/crowd/crowd.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "sim/kernel/trace_hash.hpp"

namespace assay::sim::crowd {
namespace {

constexpr std::uint64_t kBatch = 64;

class Runner {
 public:
  explicit Runner(const CrowdOptions& options)
      : options_(options), image_(make_image(options.which)), memos_(std::max<std::size_t>(1, options.jobs)) {
    tally_.which = options.which;
  }

  Tally run() {
    for (std::uint64_t done = 0; done < options_.seeds; done += kBatch) {
      const std::uint64_t from = options_.first_seed + done;
      count(batch(from, std::min(kBatch, options_.seeds - done)), from);
      if (options_.progress) options_.progress(tally_.plays);
    }
    tally_.trace_hash = hash_.hex();
    return std::move(tally_);
  }

 private:
  // Each play in the place of its seed, whichever thread plays it.
  std::vector<Played> batch(std::uint64_t from, std::uint64_t size) {
    std::vector<Played> played(size);
    std::atomic<std::uint64_t> next = 0;
    const auto work = [&](crypto::ScramMemo& memo) {
      for (std::uint64_t i = next++; i < size; i = next++) {
        played[i] = play(image_, options_.which, {.seed = from + i, .defect = options_.defect, .memo = &memo});
      }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(memos_.size(), size); ++i) others.emplace_back(work, std::ref(memos_[i]));
    work(memos_[0]);
    for (std::thread& other : others) other.join();
    return played;
  }

  void count(const std::vector<Played>& batch, std::uint64_t from) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      ++tally_.plays;
      tally_.counts += batch[i].counts;
      hash_.fold({}, kernel::Actor{0}, 0, batch[i].trace_hash);
      if (batch[i].faults.empty()) continue;
      if (tally_.failed++ < kShownFailures) tally_.failures.push_back({from + i, batch[i].faults});
    }
  }

  const CrowdOptions& options_;
  matrix::Image image_;
  std::vector<crypto::ScramMemo> memos_;
  kernel::TraceHash hash_;
  Tally tally_;
};

}  // namespace

Tally run_crowd(const CrowdOptions& options) { return Runner(options).run(); }

}  // namespace assay::sim::crowd
