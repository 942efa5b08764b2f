#include "conformance/cli/file_courier.hpp"

#include <utility>

namespace assay::conformance::cli {
namespace {

/// Transfers at once: the media host takes 32 connections of one address.
constexpr std::size_t kCourierThreads = 4;
/// Of a file, between two reports.
constexpr std::uint64_t kReportOctets = 65'536;

http::FileRequest request_for(const client::Transfer& transfer, http::Trust trust, const std::string& source_address) {
  const bool puts = transfer.method == client::Transfer::Method::Put;
  return {.method = puts ? http::FileRequest::Method::Put : http::FileRequest::Method::Get,
          .url = transfer.url,
          .authorization = transfer.authorization,
          .octets = transfer.octets,
          .most_octets = transfer.most_octets,
          .trust = std::move(trust),
          .source_address = source_address};
}

}  // namespace

FileCourier::FileCourier(net::EventLoop& loop, std::string source_address, Done done, Progress progress)
    : loop_(loop), source_address_(std::move(source_address)), done_(std::move(done)), progress_(std::move(progress)) {}

FileCourier::~FileCourier() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  wanted_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void FileCourier::begin(client::Transfer transfer) {
  {
    const std::lock_guard lock(mutex_);
    errands_.push_back({std::move(transfer), trust_});
  }
  if (threads_.size() < kCourierThreads) threads_.emplace_back([this] { work(); });
  wanted_.notify_one();
}

void FileCourier::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    wanted_.wait(lock, [this] { return cancelled_ || !errands_.empty(); });
    if (cancelled_) return;
    const Errand errand = std::move(errands_.front());
    errands_.pop_front();
    lock.unlock();
    carry(errand);
  }
}

void FileCourier::carry(const Errand& errand) {
  const std::uint64_t number = errand.transfer.number;
  std::uint64_t reported = 0;
  const auto report = [&](std::uint64_t octets) {
    if (octets < reported + kReportOctets) return;
    reported = octets;
    post([this, number, octets] { progress_(number, octets); });
  };
  auto answer = http::exchange(request_for(errand.transfer, errand.trust, source_address_), report, cancelled_);
  client::Transferred result;
  if (answer) result = {answer->status, std::move(answer->octets), answer->too_long};
  post([this, number, result = std::move(result)] { done_(number, result); });
}

void FileCourier::post(std::function<void()> callback) {
  loop_.post([alive = std::weak_ptr(alive_), callback = std::move(callback)] {
    if (!alive.expired()) callback();
  });
}

}  // namespace assay::conformance::cli
