#include "reference/net/http_listener.hpp"

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <map>
#include <optional>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "reference/base/endpoint.hpp"
#include "reference/net/accepting.hpp"
#include "reference/net/event_loop_asio.hpp"

namespace assay::net {
namespace {

namespace http = boost::beast::http;
using Tcp = boost::asio::ip::tcp;
using Error = boost::system::error_code;

unsigned status_of(const Error& error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) return 431;
  return 400;
}

}  // namespace

class HttpListener::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(EventLoop& loop, OnPost on_post, HttpListenerOptions options)
      : loop_(loop), acceptor_(loop.asio().context), on_post_(std::move(on_post)), options_(options) {}

  Error open(const Endpoint& at) {
    Error error;
    const auto address = boost::asio::ip::make_address(at.host, error);
    if (error) return error;
    const Tcp::endpoint where(address, at.port);
    acceptor_.open(where.protocol(), error);
    if (!error) acceptor_.set_option(boost::asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(where, error);
    if (!error) acceptor_.listen(boost::asio::socket_base::max_listen_connections, error);
    return error;
  }

  [[nodiscard]] Endpoint at() const {
    Error ignored;
    const Tcp::endpoint bound = acceptor_.local_endpoint(ignored);
    return {bound.address().to_string(), bound.port()};
  }

  [[nodiscard]] Tcp::acceptor& acceptor() { return acceptor_; }
  [[nodiscard]] bool has_room() const { return peers_.size() < options_.connections; }
  void adopt(Tcp::socket socket) {
    const std::uint64_t id = ++accepted_;
    const auto peer = std::make_shared<Peer>(std::move(socket));
    peers_.emplace(id, peer);
    peer->patience = loop_.after(options_.patience, [weak = weak_from_this(), id] {
      if (const auto self = weak.lock()) self->drop(id);
    });
    peer->parser.header_limit(static_cast<std::uint32_t>(options_.header_octets));
    peer->parser.body_limit(options_.body_octets);
    http::async_read(peer->socket, peer->buffer, peer->parser, [weak = weak_from_this(), id, peer](const Error& error, std::size_t) {
      if (const auto self = weak.lock(); self && self->peers_.contains(id)) self->take(id, *peer, error);
    });
  }

  void shut() {
    Error ignored;
    acceptor_.close(ignored);
    for (const auto& [id, peer] : peers_) loop_.cancel(peer->patience);
    peers_.clear();
  }

 private:
  struct Peer {
    explicit Peer(Tcp::socket connected) : socket(std::move(connected)) {}
    Tcp::socket socket;
    boost::beast::flat_buffer buffer;
    http::request_parser<http::string_body> parser;
    http::response<http::empty_body> answer;
    TimerId patience{};
  };
  using PeerPtr = std::shared_ptr<Peer>;

  void take(std::uint64_t id, Peer& peer, const Error& error) {
    if (error && error.category() != http::make_error_code(http::error::end_of_stream).category()) return drop(id);  // it is gone
    if (error == http::error::end_of_stream || error == http::error::partial_message) return drop(id);
    if (error) return answer(id, peer, status_of(error));
    const auto& request = peer.parser.get();
    if (request.method() != http::verb::post) return answer(id, peer, 405);
    const auto type = request[http::field::content_type];
    answer(id, peer, on_post_({std::string(request.target()), std::string(type), request.body()}));
  }

  void answer(std::uint64_t id, Peer& peer, unsigned status) {
    peer.answer.version(11);
    peer.answer.result(status);
    peer.answer.keep_alive(false);
    peer.answer.prepare_payload();
    http::async_write(peer.socket, peer.answer, [weak = weak_from_this(), id](const Error&, std::size_t) {
      if (const auto self = weak.lock()) self->close(id);
    });
  }

  // The end of sending first: who wrote more than was read would else lose the answer to a reset.
  void close(std::uint64_t id) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) return;
    Error ignored;
    found->second->socket.shutdown(Tcp::socket::shutdown_send, ignored);
    linger(id, found->second);
  }

  void linger(std::uint64_t id, const PeerPtr& peer) {
    peer->buffer.clear();
    peer->socket.async_read_some(peer->buffer.prepare(4'096), [weak = weak_from_this(), id, peer](const Error& error, std::size_t) {
      const auto self = weak.lock();
      if (!self || !self->peers_.contains(id)) return;
      if (error) return self->drop(id);
      self->linger(id, peer);
    });
  }

  void drop(std::uint64_t id) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) return;
    loop_.cancel(found->second->patience);
    Error ignored;
    found->second->socket.close(ignored);
    peers_.erase(found);
  }

  EventLoop& loop_;
  Tcp::acceptor acceptor_;
  OnPost on_post_;
  HttpListenerOptions options_;
  std::map<std::uint64_t, PeerPtr> peers_;
  std::uint64_t accepted_ = 0;
};

Result<std::unique_ptr<HttpListener>, std::string> HttpListener::listen(EventLoop& loop, const Endpoint& at, OnPost on_post,
                                                                        HttpListenerOptions options) {
  auto listener = std::make_shared<Listener>(loop, std::move(on_post), options);
  if (const Error error = listener->open(at)) return fail("cannot listen at " + to_text(at) + ": " + error.message());
  keep_accepting(*listener);
  return std::unique_ptr<HttpListener>(new HttpListener(std::move(listener)));
}

HttpListener::~HttpListener() { listener_->shut(); }

Endpoint HttpListener::at() const { return listener_->at(); }

}  // namespace assay::net
