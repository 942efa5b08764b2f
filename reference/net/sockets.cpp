#include "reference/net/sockets.hpp"

#include <utility>

#include <boost/asio/post.hpp>

namespace assay::net {
TcpHost::Sockets::Sockets(EventLoop& loop, Machine& machine, RandomSource& random, TcpHostOptions options)
    : loop_(loop),
      context_(loop.asio().context),
      source_address_(std::move(options.source_address)),
      gathering_(options.gathering),
      driver_(machine, *this, random, std::move(options.tls)) {}

TcpHost::Sockets::SocketPtr TcpHost::Sockets::find(Conn conn) const {
  const auto found = sockets_.find(conn);
  return found == sockets_.end() ? nullptr : found->second;
}

void TcpHost::Sockets::remove(const SocketPtr& socket) {
  socket->gone = true;
  sockets_.erase(socket->conn);
  Error ignored;
  socket->socket.close(ignored);
}

void TcpHost::Sockets::shut_down() {
  shut_ = true;
  stop_listening();
  if (timer_) loop_.cancel(*timer_);
  if (gathering_end_) loop_.cancel(*gathering_end_);
  while (!sockets_.empty()) abort(sockets_.begin()->first);
}

// --- the turn -----------------------------------------------------------------------------------------------------------------------

// Posted behind the handlers that are ready now: what they bring belongs to the same turn. Among many it is worth to wait for others, too.
void TcpHost::Sockets::schedule_turn() {
  if (turn_due_) return;
  turn_due_ = true;
  if (gathering_ > Duration::zero() && busy_.is_busy()) {
    gathering_end_ = loop_.after(gathering_, guarded([this] {
                                   gathering_end_.reset();
                                   run_turn();
                                 }));
    return;
  }
  boost::asio::post(context_, guarded([this] { run_turn(); }));
}

void TcpHost::Sockets::input_came() {
  schedule_turn();
  if (++inputs_ >= kInputsPerTurn) run_turn();
}

void TcpHost::Sockets::run_turn() {
  if (!turn_due_ || shut_) return;
  turn_due_ = false;
  if (gathering_end_) loop_.cancel(*std::exchange(gathering_end_, std::nullopt));
  inputs_ = 0;
  driver_.end_turn(loop_.now());
  for (const SocketPtr& socket : std::exchange(to_flush_, {})) flush(socket);
  for (const SocketPtr& socket : std::exchange(to_read_, {})) await_octets(socket);
  set_timer();
}

void TcpHost::Sockets::set_timer() {
  const std::optional<Instant> deadline = driver_.next_deadline();
  if (deadline == timer_at_) return;
  timer_at_ = deadline;
  if (timer_) loop_.cancel(*timer_);
  timer_.reset();
  if (!deadline || *deadline == Instant::max()) return;
  timer_ = loop_.after(*deadline - loop_.now().monotonic, guarded([this] {
    if (shut_) return;
    timer_.reset();
    timer_at_.reset();
    driver_.timer(loop_.now());
    schedule_turn();
  }));
}

// --- reading and writing ------------------------------------------------------------------------------------------------------------

void TcpHost::Sockets::await_octets(const SocketPtr& socket) {
  if (socket->gone || !socket->is_open || socket->paused || socket->awaits_read || socket->peer_finished) return;
  socket->awaits_read = true;
  socket->socket.async_wait(Tcp::socket::wait_read, guarded([this, socket](const Error& error) {
                              socket->awaits_read = false;
                              if (error || socket->gone || socket->paused) return;
                              read(socket);
                            }));
}

void TcpHost::Sockets::read(const SocketPtr& socket) {
  Error error;
  const std::size_t size = socket->socket.read_some(boost::asio::buffer(buffer_), error);
  if (error == boost::asio::error::would_block) {
    await_octets(socket);
  } else if (error == boost::asio::error::eof) {
    read_end(socket);
  } else if (error) {
    close(socket, CloseReason::Reset, error.message());
  } else {
    to_read_.push_back(socket);
    const Now now = loop_.now();
    busy_.spoke(socket->spoke, now.monotonic);
    driver_.received(socket->conn, ByteView(buffer_.data(), size), now);
    input_came();
  }
}

void TcpHost::Sockets::read_end(const SocketPtr& socket) {
  if (!socket->write_failure.empty()) {
    close(socket, CloseReason::Reset, socket->write_failure);
    return;
  }
  socket->peer_finished = true;
  driver_.peer_finished(socket->conn, loop_.now());
  if (socket->finished && !socket->gone) close(socket, CloseReason::Finished, {});
  input_came();
}

void TcpHost::Sockets::flush(const SocketPtr& socket) {
  if (socket->gone || socket->awaits_write || !socket->is_open) return;
  std::size_t sent = 0;
  Error error;
  while (!socket->output.empty() && !error) {
    const ByteView octets = socket->output.front();
    const std::size_t size = socket->socket.write_some(boost::asio::buffer(octets.data(), octets.size()), error);
    if (error) break;
    socket->output.pop(size);
    sent += size;
  }
  if (sent > 0) {
    driver_.sent(socket->conn, sent, loop_.now());
    schedule_turn();
  }
  if (error == boost::asio::error::would_block) {
    socket->awaits_write = true;
    socket->socket.async_wait(Tcp::socket::wait_write, guarded([this, socket](const Error& failure) {
                                socket->awaits_write = false;
                                if (!failure) flush(socket);
                              }));
  } else if (error) {
    write_failed(socket, error);
  } else if (socket->finish_asked && !socket->finished) {
    send_fin(socket);
  }
}

void TcpHost::Sockets::write_failed(const SocketPtr& socket, const Error& error) {
  socket->output.clear();
  socket->write_failure = error.message();
  // The reader will find the end, after what is still to be read; unless nobody reads.
  if (socket->paused || socket->peer_finished) close(socket, CloseReason::Reset, socket->write_failure);
}

void TcpHost::Sockets::send_fin(const SocketPtr& socket) {
  socket->finished = true;
  Error error;
  socket->socket.shutdown(Tcp::socket::shutdown_send, error);
  if (socket->peer_finished) close(socket, CloseReason::Finished, {});
}

void TcpHost::Sockets::close(const SocketPtr& socket, CloseReason reason, const std::string& detail) {
  remove(socket);
  driver_.closed(socket->conn, reason, detail, loop_.now());
  schedule_turn();
}

// --- what the driver wants ----------------------------------------------------------------------------------------------------------

void TcpHost::Sockets::write(Conn conn, Bytes octets) {
  const SocketPtr socket = find(conn);
  if (!socket || !socket->write_failure.empty()) return;
  socket->output.push(std::move(octets));
  to_flush_.push_back(socket);
}

void TcpHost::Sockets::finish(Conn conn) {
  const SocketPtr socket = find(conn);
  if (!socket) return;
  socket->finish_asked = true;
  to_flush_.push_back(socket);
}

void TcpHost::Sockets::abort(Conn conn) {
  const SocketPtr socket = find(conn);
  if (!socket) return;
  // With a linger time of zero close() sends RST.
  Error ignored;
  socket->socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  remove(socket);
}

void TcpHost::Sockets::pause(Conn conn) {
  if (const SocketPtr socket = find(conn)) socket->paused = true;
}

void TcpHost::Sockets::resume(Conn conn) {
  const SocketPtr socket = find(conn);
  if (!socket) return;
  socket->paused = false;
  to_read_.push_back(socket);
}

}  // namespace assay::net
