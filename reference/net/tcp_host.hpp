#pragma once
// Hosts one machine over TCP sockets on an event loop. What becomes ready in one turn of the loop is handed to the machine as one turn
// (bounded), so that a server's commits are grouped. IP literals only: it resolves no names.

#include <cstddef>
#include <memory>
#include <string>

#include "reference/base/machine.hpp"
#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/host/driver.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::net {

struct TcpHostOptions {
  host::TlsContexts tls;
  std::string source_address;  ///< IP literal that outbound connections come from ("127.3.0.7"); empty: the system's choice
  /// While many connections speak, a turn waits so long for more of them, so that they share its commit. Zero: never.
  Duration gathering{};
};

class TcpHost {
 public:
  /// All three must outlive the host.
  TcpHost(EventLoop& loop, Machine& machine, RandomSource& random, TcpHostOptions options);
  TcpHost(const TcpHost&) = delete;
  TcpHost& operator=(const TcpHost&) = delete;
  /// Closes listeners and cuts connections; the machine hears nothing of it.
  ~TcpHost();

  /// Accepts connections at `at` (port 0: any free one) and announces them as Opened{listener = name}. Answers where it listens, or why
  /// it cannot. When descriptors run out, accepting stops and goes on by itself.
  [[nodiscard]] Result<Endpoint, std::string> listen(std::string name, const Endpoint& at);
  /// Closes all listeners; connections go on.
  void stop_listening();

  /// Shows and trusts others in handshakes that begin from now on.
  void set_tls(host::TlsContexts tls);

  /// Runs a turn soon, for outside code on the loop's thread that changed the machine (a user's command to a client).
  void poke();

  [[nodiscard]] std::size_t connections() const;

  class Sockets;  // known to this room alone

 private:
  std::shared_ptr<Sockets> sockets_;
};

}  // namespace assay::net
