// How connections come to be: listening, accepting, connecting.

#include <utility>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <netinet/in.h>
#include <sys/socket.h>

#include "reference/base/endpoint.hpp"
#include "reference/net/sockets.hpp"

namespace assay::net {
namespace {

using Error = boost::system::error_code;

bool descriptors_ran_out(const Error& error) {
  return error == boost::system::errc::too_many_files_open || error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::no_buffer_space || error == boost::system::errc::not_enough_memory;
}

std::string advice(const Error& error) {
  if (error == boost::system::errc::address_in_use) return "; another program listens there: stop it or choose another port";
  if (error == boost::system::errc::address_not_available) return "; this machine has no such address";
  if (error == boost::system::errc::permission_denied) {
    return "; ports below 1024 are for root and for programs with CAP_NET_BIND_SERVICE: choose a higher one or grant it";
  }
  return {};
}

// A port is picked at connect(), not at bind(): it then need only differ from those in use towards the same peer.
void pick_port_late(int socket) {
  const int on = 1;
  (void)setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
}

}  // namespace

Result<Endpoint, std::string> TcpHost::Sockets::listen(std::string name, const Endpoint& at) {
  Error error;
  const auto address = boost::asio::ip::make_address(at.host, error);
  if (error) return fail("cannot listen at " + to_text(at) + ": '" + at.host + "' is no IP address, such as 127.0.0.1, 0.0.0.0 or ::");
  const auto listener = std::make_shared<Listener>(context_, std::move(name));
  error = open_listener(*listener, {address, at.port});
  if (error) return fail("cannot listen at " + to_text(at) + ": " + error.message() + advice(error));
  listeners_.push_back(listener);
  await_connections(listener);
  const auto bound = listener->acceptor.local_endpoint();
  return Endpoint{bound.address().to_string(), bound.port()};
}

Error TcpHost::Sockets::open_listener(Listener& listener, const Tcp::endpoint& at) {
  Error error;
  listener.acceptor.open(at.protocol(), error);
  if (!error) listener.acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
  if (!error) listener.acceptor.bind(at, error);
  if (!error) listener.acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  if (!error) listener.acceptor.non_blocking(true, error);
  return error;
}

void TcpHost::Sockets::stop_listening() {
  Error ignored;
  for (const ListenerPtr& listener : listeners_) {
    listener->acceptor.close(ignored);
    listener->rest.cancel();
  }
  listeners_.clear();
}

void TcpHost::Sockets::await_connections(const ListenerPtr& listener) {
  listener->acceptor.async_wait(Tcp::acceptor::wait_read, guarded([this, listener](const Error& error) {
                                  if (!error) accept(listener);
                                }));
}

void TcpHost::Sockets::accept(const ListenerPtr& listener) {
  for (int i = 0; i < kAcceptsAtOnce && listener->acceptor.is_open(); ++i) {
    Error error;
    Tcp::endpoint peer;
    Tcp::socket accepted(context_);
    listener->acceptor.accept(accepted, peer, error);
    if (!error) {
      adopt(std::move(accepted), peer, listener->name);
    } else if (descriptors_ran_out(error)) {
      rest(listener);
      return;
    } else if (error == boost::asio::error::would_block) {
      break;
    }
    // Otherwise that one connection died before it was accepted.
  }
  if (listener->acceptor.is_open()) await_connections(listener);
}

// The connection that could not be accepted stays in the backlog: waiting for it at once would spin.
void TcpHost::Sockets::rest(const ListenerPtr& listener) {
  listener->rest.expires_after(kAcceptRest);
  listener->rest.async_wait(guarded([this, listener](const Error& error) {
    if (!error && listener->acceptor.is_open()) accept(listener);
  }));
}

void TcpHost::Sockets::adopt(Tcp::socket accepted, const Tcp::endpoint& peer, const std::string& listener) {
  Error ignored;
  accepted.non_blocking(true, ignored);
  accepted.set_option(Tcp::no_delay(true), ignored);
  const auto socket = std::make_shared<Socket>(Conn{++accepted_}, std::move(accepted));
  socket->is_open = true;
  sockets_.emplace(socket->conn, socket);
  to_read_.push_back(socket);
  driver_.opened(socket->conn, {peer.address().to_string(), peer.port()}, listener, loop_.now());
  input_came();
}

void TcpHost::Sockets::connect(Conn conn, const Endpoint& to) {
  const auto socket = std::make_shared<Socket>(conn, Tcp::socket(context_));
  sockets_.emplace(conn, socket);
  Tcp::endpoint target;
  if (const Error error = start_connecting(*socket, to, target)) {
    boost::asio::post(context_, guarded([this, socket, to, error] { connected(socket, to, error); }));
    return;
  }
  socket->socket.async_connect(target, guarded([this, socket, to](const Error& error) { connected(socket, to, error); }));
}

Error TcpHost::Sockets::start_connecting(Socket& socket, const Endpoint& to, Tcp::endpoint& target) const {
  Error error;
  target = Tcp::endpoint(boost::asio::ip::make_address(to.host, error), to.port);
  if (!error) socket.socket.open(target.protocol(), error);
  if (!error) socket.socket.non_blocking(true, error);
  if (!error) socket.socket.set_option(Tcp::no_delay(true), error);
  if (error || source_address_.empty()) return error;
  pick_port_late(socket.socket.native_handle());
  const auto source = boost::asio::ip::make_address(source_address_, error);
  if (!error) socket.socket.bind(Tcp::endpoint(source, 0), error);
  return error;
}

void TcpHost::Sockets::connected(const SocketPtr& socket, const Endpoint& to, const Error& error) {
  if (socket->gone) return;
  if (error) {
    close(socket, CloseReason::Refused, error.message());
    return;
  }
  socket->is_open = true;
  to_read_.push_back(socket);
  driver_.opened(socket->conn, to, {}, loop_.now());
  input_came();
}

}  // namespace assay::net
