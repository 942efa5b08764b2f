#pragma once
// What a host can do with connections: sockets (reference/net) or links of the simulator (sim/world). It knows nothing of TLS.

#include "reference/base/machine.hpp"

namespace assay::host {

/// Every function answers later, through the Driver's calls, never from inside: an implementation queues what it has to report.
/// All name connections that the network knows and has not reported closed, except abort(), which may come late and then does nothing.
class Network {
 public:
  Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  virtual ~Network() = default;

  /// opened() or closed(Refused) follows.
  virtual void connect(Conn conn, const Endpoint& to) = 0;
  /// Queues octets; sent() follows as they leave. Order is kept.
  virtual void write(Conn conn, Bytes octets) = 0;
  /// Sends what is queued, then FIN. When the peer's FIN has been reported too, closed(Finished) follows without further ado.
  virtual void finish(Conn conn) = 0;
  /// Cuts the connection and forgets what is queued. Nothing is reported of it any more, closed() neither.
  virtual void abort(Conn conn) = 0;
  /// No more received() until resume(), except what was read already.
  virtual void pause(Conn conn) = 0;
  virtual void resume(Conn conn) = 0;
};

}  // namespace assay::host
