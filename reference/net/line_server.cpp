#include "reference/net/line_server.hpp"

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <cerrno>
#include <cstring>
#include <map>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "reference/net/accepting.hpp"
#include "reference/net/event_loop_asio.hpp"

namespace assay::net {
namespace {

using Local = boost::asio::local::stream_protocol;
using Error = boost::system::error_code;

/// Why nothing can be bound at `path`; "" once nothing is in the way.
std::string clear_way(boost::asio::io_context& context, const std::string& path) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return path + " is too long for a socket's name: at most " + std::to_string(sizeof(sockaddr_un::sun_path) - 1) + " octets";
  }
  struct stat found{};
  if (lstat(path.c_str(), &found) != 0) return {};
  if (!S_ISSOCK(found.st_mode)) return path + " exists and is no socket; remove it or name another";
  Local::socket probe(context);
  Error error;
  probe.connect(Local::endpoint(path), error);
  if (!error) return "another process listens at " + path + "; stop it or name another path";
  if (unlink(path.c_str()) != 0) return "cannot remove the dead socket " + path + ": " + std::strerror(errno);
  return {};
}

}  // namespace

class LineServer::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(EventLoop& loop, std::string path, OnLine on_line, LineServerOptions options)
      : acceptor_(loop.asio().context), path_(std::move(path)), on_line_(std::move(on_line)), options_(std::move(options)) {}

  Error open() {
    Error error;
    const mode_t before = umask(0177);
    acceptor_.open(Local(), error);
    if (!error) acceptor_.bind(Local::endpoint(path_), error);
    umask(before);
    bound_ = !error;
    if (!error) acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
    return error;
  }

  [[nodiscard]] Local::acceptor& acceptor() { return acceptor_; }
  [[nodiscard]] bool has_room() const { return peers_.size() < options_.connections; }
  void adopt(Local::socket socket) {
    const std::uint64_t id = ++accepted_;
    const auto peer = std::make_shared<Peer>(std::move(socket));
    peers_.emplace(id, peer);
    read(id, peer);
  }

  void shut() {
    Error ignored;
    acceptor_.close(ignored);
    peers_.clear();
    if (std::exchange(bound_, false)) unlink(path_.c_str());
  }

 private:
  struct Peer {
    explicit Peer(Local::socket connected) : socket(std::move(connected)) {}
    Local::socket socket;
    std::string input;
    std::string output;
    bool closing = false;
    std::array<char, 1024> buffer{};
  };
  using PeerPtr = std::shared_ptr<Peer>;

  /// A completion handler that does nothing when the server or the connection is gone.
  template <class F>
  auto guarded(std::uint64_t id, F function) {
    return [weak = weak_from_this(), id, function = std::move(function)](auto... arguments) {
      const auto self = weak.lock();
      if (!self) return;
      const auto found = self->peers_.find(id);
      if (found != self->peers_.end()) function(id, PeerPtr(found->second), arguments...);
    };
  }

  void read(std::uint64_t id, const PeerPtr& peer) {
    peer->socket.async_read_some(boost::asio::buffer(peer->buffer),
                                 guarded(id, [this, peer](std::uint64_t conn, const PeerPtr&, const Error& error, std::size_t size) {
                                   if (error) {
                                     peers_.erase(conn);
                                     return;
                                   }
                                   peer->input.append(peer->buffer.data(), size);
                                   take_line(conn, peer);
                                 }));
  }

  void take_line(std::uint64_t id, const PeerPtr& peer) {
    const std::size_t end = peer->input.find('\n');
    if (std::min(end, peer->input.size()) > options_.line_octets) {
      peer->closing = true;
      return write(id, peer, options_.too_long);
    }
    if (end == std::string::npos) return read(id, peer);
    std::string line = peer->input.substr(0, end);
    peer->input.erase(0, end + 1);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    on_line_(line, guarded(id, [this](std::uint64_t conn, const PeerPtr& to, std::string answer) { write(conn, to, std::move(answer)); }));
  }

  void write(std::uint64_t id, const PeerPtr& peer, std::string line) {
    peer->output = std::move(line) + "\n";
    boost::asio::async_write(peer->socket, boost::asio::buffer(peer->output),
                             guarded(id, [this, peer](std::uint64_t conn, const PeerPtr&, const Error& error, std::size_t) {
                               if (error || peer->closing) {
                                 peers_.erase(conn);
                                 return;
                               }
                               take_line(conn, peer);
                             }));
  }

  Local::acceptor acceptor_;
  std::string path_;
  OnLine on_line_;
  LineServerOptions options_;
  bool bound_ = false;
  std::map<std::uint64_t, PeerPtr> peers_;
  std::uint64_t accepted_ = 0;
};

Result<std::unique_ptr<LineServer>, std::string> LineServer::listen(EventLoop& loop, std::string path, OnLine on_line,
                                                                    LineServerOptions options) {
  if (std::string obstacle = clear_way(loop.asio().context, path); !obstacle.empty()) return fail(std::move(obstacle));
  auto listener = std::make_shared<Listener>(loop, path, std::move(on_line), std::move(options));
  const Error error = listener->open();
  std::unique_ptr<LineServer> server(new LineServer(listener));
  if (error) return fail("cannot listen at " + path + ": " + error.message());
  keep_accepting(*listener);
  return server;
}

LineServer::~LineServer() { listener_->shut(); }

}  // namespace assay::net
