#pragma once
// A server process that may be killed and started again, the gate in front of it, and phones with the reference client that come through
// the gate over TCP and TLS: what sim/matrix's Town is, for real.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/live/control.hpp"
#include "conformance/live/launch.hpp"
#include "conformance/matrix/gate.hpp"
#include "reference/client/client.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/tcp_host.hpp"

namespace assay::conformance::matrix {

class Field {
 public:
  /// The target is one that we start; it outlives the field.
  [[nodiscard]] static Result<std::unique_ptr<Field>, std::string> open(const live::TargetFile& target, const std::string& defect);
  Field(const Field&) = delete;
  Field& operator=(const Field&) = delete;
  ~Field();

  using Listener = std::function<void(const std::string& phone, const client::Event&)>;
  void listen(Listener listener) { listener_ = std::move(listener); }
  /// The error is one sentence.
  [[nodiscard]] Result<void, std::string> add_phone(const std::string& name);
  void remove_phones();
  [[nodiscard]] client::Client& phone(const std::string& name);
  /// To be called when the phone was given a command.
  void poke(const std::string& name);

  [[nodiscard]] Gate& gate() { return gate_; }
  [[nodiscard]] Now now() const { return loop_.now(); }
  void after(Duration time, std::function<void()> what) { loop_.after(time, std::move(what)); }
  /// kill -9, and a new process on the same files.
  void crash();
  /// The server's clocks go forward; the phones' do not.
  void pass_on_server(Duration time, std::function<void()> done);
  /// Runs until the condition holds, which is looked at whenever something has happened. False: `patience` ended it.
  [[nodiscard]] bool wait(const std::function<bool()>& condition, Duration patience);
  /// Ends the server in order. How many entries are in the mailboxes of its database.
  [[nodiscard]] Result<std::size_t, std::string> stop_and_count_mailboxes();
  /// False while a process that was killed has not come back.
  [[nodiscard]] bool is_up() const { return is_up_; }
  /// What went wrong with the server process itself.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  struct Phone;
  Field(const live::TargetFile& target, const std::string& defect);
  void start();
  void take_events();

  net::EventLoop loop_;
  SystemRandom random_;
  live::Launch launch_;
  std::unique_ptr<live::Control> control_;
  Gate gate_;
  std::unique_ptr<net::TcpHost> gate_host_;
  std::map<std::string, Endpoint> doors_;  ///< of the gate, by phone
  std::map<std::string, std::unique_ptr<Phone>> phones_;
  Listener listener_;
  std::function<bool()> awaited_;
  std::string fault_;
  bool is_up_ = false;
  std::uint32_t phones_made_ = 0;
};

}  // namespace assay::conformance::matrix
