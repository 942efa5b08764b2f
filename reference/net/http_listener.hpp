#pragma once
// Takes HTTP posts, for programs that are told something by others on the same machine or network: one request a connection, all of it
// bounded. No TLS, no files, nothing to answer but a status.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "reference/base/machine.hpp"
#include "reference/base/result.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::net {

struct HttpPost {
  std::string target;        ///< "/sms?key=value", as it was written
  std::string content_type;  ///< as it was written; "" if there is none
  std::string body;
};

struct HttpListenerOptions {
  std::size_t header_octets = 8'192;
  std::size_t body_octets = 65'536;
  std::size_t connections = 64;  ///< others are closed at once
  Duration patience = std::chrono::seconds{10};  ///< for a whole request and its answer
};

class HttpListener {
 public:
  /// Answers the status of a post (200, 400, 404...), on the loop's thread. Other methods are answered by 405, what is too large by 413,
  /// what is no HTTP by 400.
  using OnPost = std::function<unsigned(const HttpPost&)>;

  /// Port 0 picks a free one. The error is one sentence. The loop must outlive the listener.
  [[nodiscard]] static Result<std::unique_ptr<HttpListener>, std::string> listen(EventLoop& loop, const Endpoint& at, OnPost on_post,
                                                                                 HttpListenerOptions options = {});
  HttpListener(const HttpListener&) = delete;
  HttpListener& operator=(const HttpListener&) = delete;
  /// Cuts all connections.
  ~HttpListener();

  [[nodiscard]] Endpoint at() const;

  class Listener;  // known to this room alone

 private:
  explicit HttpListener(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
  std::shared_ptr<Listener> listener_;
};

}  // namespace assay::net
