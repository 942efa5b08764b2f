#pragma once
// One play on real sockets: its own host with a source address of its own, listeners for its server actors, a process for each of its
// clients under test.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "conformance/engine/play.hpp"
#include "conformance/live/process.hpp"
#include "reference/host/observed.hpp"
#include "reference/net/tcp_host.hpp"

namespace assay::conformance::live {

struct PerformanceOptions {
  host::TlsContexts tls;
  std::string source_address;
  std::string client_command;  ///< starts a client under test, behind its shim
  /// An actor with that number waits for a code: code() may answer. Empty: codes come by themselves.
  std::function<void(std::string number)> want_code;
  /// Does something to the implementation as a whole and answers once, from the loop. Empty: nobody can.
  std::function<void(const engine::StageOrder& order, std::function<void(engine::StageAnswer)> answer)> obey;
};

class Performance {
 public:
  /// Calls `ended` once, from the loop, when the play has finished; the performance may be destroyed after that, not from inside.
  Performance(net::EventLoop& loop, std::unique_ptr<engine::Play> play, RandomSource& random, PerformanceOptions options,
              std::function<void()> ended);
  ~Performance();

  void start();
  void code(std::string_view number, std::string_view code);
  void wake_up(std::string_view node, std::string_view said);
  [[nodiscard]] const engine::Play& play() const { return *play_; }

 private:
  void after_turn();
  void obey(const engine::StageOrder& order);
  Process* shim(const std::string& actor);

  net::EventLoop& loop_;
  std::unique_ptr<engine::Play> play_;
  PerformanceOptions options_;
  std::function<void()> ended_;
  bool told_ = false;
  host::Observed machine_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);  // what the loop was asked to do may outlive us
  std::unique_ptr<net::TcpHost> host_;
  std::map<std::string, std::unique_ptr<Process>> shims_;
};

}  // namespace assay::conformance::live
