#pragma once
// The reference server as a program: everything that its settings name, from the folder to the log, opened in order, run until a signal,
// and closed in order.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/media/host.hpp"
#include "reference/media/shelf.hpp"
#include "reference/server/push_sink.hpp"
#include "reference/server/sms_sink.hpp"
#include "reference/service/settings.hpp"
#include "reference/store/store.hpp"

namespace assay::service {

/// What stands between the server's parts and the server, for whoever tests scenarios on a server that lies. An empty function changes
/// nothing; what the others answer with must live as long as the service.
struct Decoration {
  std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> store;
  std::function<Limits(const Limits&)> limits;
  std::function<RandomSource&(RandomSource&)> random;
  std::function<server::SmsSink&(server::SmsSink&)> sms;
  std::function<server::PushSink&(server::PushSink&)> push;
  std::function<Machine&(Machine&)> server;
  std::function<media::Shelf&(media::Shelf&)> shelf;
  std::function<media::HostBounds(media::HostBounds)> media_bounds;
  std::function<Machine&(Machine&)> media_host;
};

/// How long an orderly end may take before connections are cut.
inline constexpr Duration kShutdownTime = std::chrono::seconds{5};

class Service {
 public:
  /// Opens everything. The error is one line: what is wrong, where, and what to do.
  [[nodiscard]] static Result<std::unique_ptr<Service>, std::string> start(Settings settings, Decoration decoration);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  /// Closes everything and removes the control socket.
  ~Service();

  /// Where it answers, as one JSON object: {"domain":"localhost","c2s":"127.0.0.1:5222","c2s-tls":...,"certificate":...}.
  [[nodiscard]] std::string ready() const;
  /// The same for people, a sentence a line.
  [[nodiscard]] std::string greeting() const;

  /// Serves until SIGINT or SIGTERM; then ends all streams with system-shutdown and waits for their connections to close, for kShutdownTime
  /// at most. A second signal cuts them at once. SIGHUP opens the log and reads the certificate anew.
  void run();

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

struct Checked {
  std::vector<std::string> faults;    ///< it would not start; a sentence each
  std::vector<std::string> warnings;  ///< it would, and say so
};
/// Checks what a start would read, without making, changing or binding anything.
[[nodiscard]] Checked check_before_start(const Settings& settings);

}  // namespace assay::service
