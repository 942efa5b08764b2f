#pragma once
// TcpHost's Asio half: the sockets of one machine. Of this room alone.

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "reference/net/busy.hpp"
#include "reference/net/event_loop_asio.hpp"
#include "reference/net/output_queue.hpp"
#include "reference/net/tcp_host.hpp"

namespace assay::net {

/// Inputs after which a turn ends though more are ready: what one transaction may grow to.
inline constexpr std::size_t kInputsPerTurn = 256;
/// Connections accepted before others get their turn.
inline constexpr int kAcceptsAtOnce = 64;
/// How long accepting rests when descriptors ran out.
inline constexpr std::chrono::milliseconds kAcceptRest{100};

class TcpHost::Sockets final : public host::Network, public std::enable_shared_from_this<Sockets> {
 public:
  Sockets(EventLoop& loop, Machine& machine, RandomSource& random, TcpHostOptions options);

  Result<Endpoint, std::string> listen(std::string name, const Endpoint& at);
  void stop_listening();
  void set_tls(host::TlsContexts tls) { driver_.set_tls(std::move(tls)); }
  void schedule_turn();
  void shut_down();
  [[nodiscard]] std::size_t connections() const { return driver_.connections(); }

  void connect(Conn conn, const Endpoint& to) override;
  void write(Conn conn, Bytes octets) override;
  void finish(Conn conn) override;
  void abort(Conn conn) override;
  void pause(Conn conn) override;
  void resume(Conn conn) override;

 private:
  using Tcp = boost::asio::ip::tcp;
  using Error = boost::system::error_code;

  struct Socket {
    explicit Socket(Conn name, Tcp::socket made) : conn(name), socket(std::move(made)) {}
    Conn conn;
    Tcp::socket socket;
    OutputQueue output;
    std::string write_failure;  // reading goes on: what the peer said before it cut the connection counts
    Busy::Mark spoke = 0;
    bool is_open = false;
    bool paused = false;
    bool awaits_read = false;
    bool awaits_write = false;
    bool finish_asked = false;
    bool finished = false;       // our FIN is sent
    bool peer_finished = false;  // the peer's has come
    bool gone = false;           // not in sockets_ any more
  };
  using SocketPtr = std::shared_ptr<Socket>;
  struct Listener {
    Listener(boost::asio::io_context& context, std::string listener_name)
        : acceptor(context), rest(context), name(std::move(listener_name)) {}
    Tcp::acceptor acceptor;
    boost::asio::steady_timer rest;
    std::string name;
  };
  using ListenerPtr = std::shared_ptr<Listener>;

  Error open_listener(Listener& listener, const Tcp::endpoint& at);
  void await_connections(const ListenerPtr& listener);
  void accept(const ListenerPtr& listener);
  void rest(const ListenerPtr& listener);
  void adopt(Tcp::socket accepted, const Tcp::endpoint& peer, const std::string& listener);

  Error start_connecting(Socket& socket, const Endpoint& to, Tcp::endpoint& target) const;
  void connected(const SocketPtr& socket, const Endpoint& to, const Error& error);

  void await_octets(const SocketPtr& socket);
  void read(const SocketPtr& socket);
  void read_end(const SocketPtr& socket);
  void flush(const SocketPtr& socket);
  void write_failed(const SocketPtr& socket, const Error& error);
  void send_fin(const SocketPtr& socket);
  void close(const SocketPtr& socket, CloseReason reason, const std::string& detail);

  void input_came();
  void run_turn();
  void set_timer();
  [[nodiscard]] SocketPtr find(Conn conn) const;
  void remove(const SocketPtr& socket);

  /// A completion handler that does nothing when the host is gone.
  template <class F>
  auto guarded(F function) {
    return [weak = weak_from_this(), function = std::move(function)](auto... arguments) {
      if (const auto self = weak.lock()) function(arguments...);
    };
  }

  EventLoop& loop_;
  boost::asio::io_context& context_;
  std::string source_address_;
  Duration gathering_;
  Busy busy_;
  host::Driver driver_;
  std::vector<ListenerPtr> listeners_;
  std::unordered_map<Conn, SocketPtr> sockets_;  // iterated by shut_down(), which nobody sees the order of
  std::vector<SocketPtr> to_flush_;  // after the turn
  std::vector<SocketPtr> to_read_;   // after the turn: one read a turn for each, so that none takes it all
  std::optional<TimerId> timer_;
  std::optional<Instant> timer_at_;
  std::optional<TimerId> gathering_end_;
  std::uint64_t accepted_ = 0;
  std::size_t inputs_ = 0;
  bool turn_due_ = false;
  bool shut_ = false;
  std::array<char, 65'536> buffer_{};  // one for all: idle connections hold none
};

}  // namespace assay::net
