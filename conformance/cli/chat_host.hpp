#pragma once
// The reference client on real sockets, for `assay chat`: an event loop, a TLS context that can be chosen until the client connects, files
// over HTTPS by the same trust, and a call after every turn. What it brings outside waits for the keys that it rests on (key_safe.hpp).

#include <functional>
#include <memory>
#include <string>

#include "conformance/cli/file_courier.hpp"
#include "reference/client/client.hpp"
#include "reference/client/key_safe.hpp"
#include "reference/host/observed.hpp"
#include "reference/net/event_loop.hpp"
#include "reference/net/tcp_host.hpp"

namespace assay::conformance::cli {

class ChatHost {
 public:
  /// `after_turn` runs on the loop, soon after each turn.
  ChatHost(net::EventLoop& loop, client::KeySafe& client, RandomSource& random, std::function<void()> after_turn);

  /// "any", "system" or a file of certificates (PEM). The error is one sentence. To be called before the client connects.
  [[nodiscard]] Result<void, std::string> trust(const std::string& what);
  void poke() { host_->poke(); }

 private:
  void carry_files();

  net::EventLoop& loop_;
  client::KeySafe& safe_;
  client::Client& client_;
  RandomSource& random_;
  FileCourier courier_;
  host::Observed observed_;
  std::unique_ptr<net::TcpHost> host_;
};

}  // namespace assay::conformance::cli
