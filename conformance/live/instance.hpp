#pragma once
// One running implementation as plays meet it: launched, with the relay in front where one is wanted, its codes and wake-ups watched and
// its control interface at hand. What a play orders to be done to the whole of it is done here.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "conformance/defects/defect.hpp"
#include "conformance/engine/stage_order.hpp"
#include "conformance/live/control.hpp"
#include "conformance/live/followed_file.hpp"
#include "conformance/live/launch.hpp"
#include "conformance/relay/relay.hpp"
#include "reference/host/driver.hpp"
#include "reference/net/tcp_host.hpp"

namespace assay::conformance::live {

struct InstanceOptions {
  std::string limits = "default";
  bool encryption_required = false;  ///< clear text is to be refused
  const defects::Defect* defect = nullptr;
  bool through_relay = false;  ///< even without a defect
  std::string sms_url{};       ///< where it shall post its codes, or ""
};

/// What it sends past its connections.
struct InstanceCallbacks {
  std::function<void(std::string_view number, std::string_view code)> code;
  std::function<void(std::string_view node, std::string_view said)> wake_up;
};

class Instance {
 public:
  using Answer = std::function<void(engine::StageAnswer)>;

  /// All references outlive it. Nothing runs yet.
  Instance(net::EventLoop& loop, const TargetFile& file, InstanceOptions options, RandomSource& random, InstanceCallbacks callbacks);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance();

  /// Starts it, if that is up to us. Calls back once, from the loop.
  void open(Launch::Told told);
  /// Does it, or says why not; answers once, from the loop. Only for a play that has the instance to itself.
  void obey(const engine::StageOrder& order, Answer answer);
  /// Nobody needs what it still holds: it ends as by a crash, without being waited for.
  void discard() { launch_.kill(); }

  /// Where plays find it. Changes when it is started again.
  [[nodiscard]] const engine::Target& target() const { return target_; }
  /// For whoever connects to it, and for servers that the engine plays. Complete once it is open.
  [[nodiscard]] const host::TlsContexts& tls() const { return tls_; }

 private:
  [[nodiscard]] Launch::Outcome look_at_it();
  [[nodiscard]] Launch::Outcome make_contexts();
  [[nodiscard]] Launch::Outcome put_relay_in_front();
  void set_clock(const engine::StageOrder& order, Answer answer);
  [[nodiscard]] engine::StageAnswer search(const std::string& text) const;

  net::EventLoop& loop_;
  InstanceOptions options_;
  RandomSource& random_;
  InstanceCallbacks callbacks_;
  Launch launch_;
  engine::Target target_;
  host::TlsContexts tls_;
  host::TlsContexts relay_tls_;
  std::unique_ptr<relay::Relay> relay_;
  std::unique_ptr<net::TcpHost> relay_host_;
  std::map<std::string, Endpoint> relay_at_;  ///< by listener; it stays where it is when what is behind it moves
  std::unique_ptr<FollowedFile> sms_;
  std::unique_ptr<FollowedFile> push_;
  std::unique_ptr<Control> control_;
};

}  // namespace assay::conformance::live
