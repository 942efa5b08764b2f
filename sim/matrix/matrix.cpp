#include "sim/matrix/matrix.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "sim/kernel/trace_hash.hpp"
#include "sim/matrix/image.hpp"
#include "sim/matrix/play.hpp"

namespace assay::sim::matrix {
namespace {

constexpr std::size_t kBatch = 64;

class Runner {
 public:
  explicit Runner(const MatrixOptions& options) : options_(options), memos_(std::max<std::size_t>(1, options.jobs)) {}

  Tally run(const Cell& cell, const Image& image) {
    Tally tally;
    tally.cell = cell;
    if (!has_points(cell.situation.breakage) || options_.only) {
      count(tally, batch(cell, image, options_.only.value_or(0), 1), options_.only.value_or(0));
    } else {
      stride_ = unit(cell.situation.breakage) == "octet" ? options_.stride : 1;  // commits are few
      for (std::uint64_t from = 0; !is_over_; from += kBatch * stride_) {
        count(tally, batch(cell, image, from, kBatch), from);
        if (options_.progress) options_.progress(cell, from + kBatch * stride_);
      }
      is_over_ = false;
    }
    tally.trace_hash = hash_.hex();
    hash_ = {};
    return tally;
  }

 private:
  // Points from, from + stride... each in the place of its number, whichever thread plays it.
  std::vector<Played> batch(const Cell& cell, const Image& image, std::uint64_t from, std::size_t size) {
    std::vector<Played> played(size);
    std::atomic<std::size_t> next = 0;
    const auto work = [&](crypto::ScramMemo& memo) {
      for (std::size_t i = next++; i < size; i = next++) {
        played[i] = play(image, cell, from + i * stride_, {.seed = options_.seed, .defect = options_.defect, .memo = &memo});
      }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min(memos_.size(), size); ++i) others.emplace_back(work, std::ref(memos_[i]));
    work(memos_[0]);
    for (std::thread& other : others) other.join();
    return played;
  }

  // Up to the first play that did not come as far as its point: there is nothing behind it.
  void count(Tally& tally, const std::vector<Played>& batch, std::uint64_t from) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (has_points(tally.cell.situation.breakage) && !batch[i].struck) {
        is_over_ = true;
        return;
      }
      ++tally.plays;
      hash_.fold({}, kernel::Actor{0}, 0, batch[i].trace_hash);
      if (batch[i].faults.empty()) continue;
      if (tally.failed++ < kShownFailures) tally.failures.push_back({from + i * stride_, batch[i].faults});
    }
  }

  const MatrixOptions& options_;
  std::vector<crypto::ScramMemo> memos_;
  kernel::TraceHash hash_;
  std::uint64_t stride_ = 1;  // of the cell's points
  bool is_over_ = false;
};

}  // namespace

std::vector<Tally> run_matrix(const MatrixOptions& options) {
  std::map<std::pair<Kind, bool>, Image> images;  // by kind and whether there is a companion
  std::vector<Tally> tallies;
  Runner runner(options);
  for (const Cell& cell : options.cells) {
    const std::pair which{cell.kind, cell.situation.companion};
    if (images.count(which) == 0) images.emplace(which, make_image(cell.kind, cell.situation.companion, options.seed));
    tallies.push_back(runner.run(cell, images.at(which)));
  }
  return tallies;
}

}  // namespace assay::sim::matrix
