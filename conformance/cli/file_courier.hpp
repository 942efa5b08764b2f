#pragma once
// What a client's host does over HTTP for it (reference/client/transfer.hpp), over libcurl on threads of its own.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "reference/client/transfer.hpp"
#include "reference/http/exchange.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::cli {

class FileCourier {
 public:
  using Done = std::function<void(std::uint64_t number, const client::Transferred&)>;
  using Progress = std::function<void(std::uint64_t number, std::uint64_t octets)>;

  /// Both are called on the loop, and not after the courier is gone. `loop` outlives it; so may what it has posted.
  FileCourier(net::EventLoop& loop, std::string source_address, Done done, Progress progress);
  FileCourier(const FileCourier&) = delete;
  FileCourier& operator=(const FileCourier&) = delete;
  /// Gives up what is under way.
  ~FileCourier();

  /// For transfers that begin from now on.
  void trust(http::Trust trust) { trust_ = std::move(trust); }
  void begin(client::Transfer transfer);

 private:
  struct Errand {
    client::Transfer transfer;
    http::Trust trust;
  };

  void work();
  void carry(const Errand& errand);
  void post(std::function<void()> callback);

  net::EventLoop& loop_;
  std::string source_address_;
  Done done_;
  Progress progress_;
  http::Trust trust_;
  std::atomic<bool> cancelled_ = false;
  std::mutex mutex_;
  std::condition_variable wanted_;
  std::deque<Errand> errands_;
  std::vector<std::thread> threads_;
  std::shared_ptr<const bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace assay::conformance::cli
