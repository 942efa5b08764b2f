#pragma once
// A server and the phones of one play in virtual time, and what can befall them. The phones have no TLS: what is cut at every octet is the
// protocol, and a record of TLS would only make several octets one.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "reference/client/client.hpp"
#include "reference/crypto/scram.hpp"
#include "sim/kernel/clock.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/trace_hash.hpp"
#include "sim/matrix/breaking_disk.hpp"
#include "sim/network/network.hpp"

namespace assay::sim::matrix {

inline constexpr const char* kDomain = "example.org";
/// Where the server is.
inline const Endpoint kServer{"server", 5222};

/// Of the phones with the reference client, end to end.
enum class Encryption { Off, On };

class Town {
 public:
  struct Options {
    std::uint64_t seed = 1;
    Breakage breakage = Breakage::None;
    std::optional<std::uint64_t> at;                       ///< a commit, if the breakage is the disk's
    const conformance::defects::Defect* defect = nullptr;  ///< planted in the server
    crypto::ScramMemo* memo = nullptr;                     ///< outlives the town
    Limits limits{};                                       ///< of the server
    Encryption encryption = Encryption::Off;
  };
  explicit Town(const Options& options);
  ~Town();

  /// What a phone tells its user, in order.
  using Listener = std::function<void(const std::string& phone, const client::Event&)>;
  void listen(Listener listener) { listener_ = std::move(listener); }

  void add_phone(const std::string& name, client::Credentials credentials = {});
  [[nodiscard]] client::Client& phone(const std::string& name);
  /// To be called when the phone was given a command.
  void poke(const std::string& name);
  /// Another machine than a phone with the reference client, under a name of its own and over such a link. It outlives the town.
  void attach(const std::string& name, Machine& machine, const network::LinkProfile& profile);
  /// The code that was sent last, to anybody.
  [[nodiscard]] const std::string& last_code() const { return last_code_; }

  /// The phone's next connection ends when so many octets have arrived in that direction.
  void cut_next(const std::string& phone, Breakage direction, std::uint64_t octets);
  /// Its connections end now.
  void cut(const std::string& name) { network_.cut(name, "server"); }
  void refuse(const std::string& phone);
  void allow(const std::string& phone);

  void run_until(Instant until);
  void run_for(Duration time) { run_until(now().monotonic + time); }
  void at(Instant when, std::function<void()> what);
  [[nodiscard]] Now now() const { return queue_.now(); }

  [[nodiscard]] BreakingDisk& disk() { return disk_; }
  [[nodiscard]] std::string trace_hash() const { return trace_.hex(); }

 private:
  struct Phone;
  struct Guest;
  struct Process;
  class Codes;

  void power_fails();
  void start_server();
  void take_events();

  kernel::Clock clock_;
  kernel::EventQueue queue_{clock_};
  kernel::TraceHash trace_;
  network::Network network_;
  KeyedRandom server_random_;
  Options options_;
  BreakingDisk disk_;
  std::unique_ptr<Codes> codes_;
  std::string last_code_;
  Listener listener_;
  std::unique_ptr<Process> server_;  ///< null while it is down
  std::map<std::string, std::unique_ptr<Phone>> phones_;
  std::map<std::string, std::unique_ptr<Guest>> guests_;
};

}  // namespace assay::sim::matrix
