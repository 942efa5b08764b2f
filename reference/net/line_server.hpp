#pragma once
// Lines over a Unix-domain stream socket that only its owner can open: a program's door for other programs of the same person.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "reference/base/result.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::net {

struct LineServerOptions {
  std::size_t line_octets = 4'096;  ///< without its end; a longer line is answered by `too_long`, and the connection closes
  std::string too_long;
  std::size_t connections = 16;  ///< others are closed at once
};

class LineServer {
 public:
  /// Answers a line, once, with a line of its own (without its end): at once or later, on the loop's thread. Late answers do no harm.
  using Answer = std::function<void(std::string line)>;
  using OnLine = std::function<void(std::string_view line, Answer answer)>;

  /// Listens at `path`, mode 0600. A socket that a dead process left there is replaced; the error, one sentence, says what else is in the
  /// way. A connection's next line is read when the one before is answered. The loop must outlive the server.
  [[nodiscard]] static Result<std::unique_ptr<LineServer>, std::string> listen(EventLoop& loop, std::string path, OnLine on_line,
                                                                               LineServerOptions options = {});
  LineServer(const LineServer&) = delete;
  LineServer& operator=(const LineServer&) = delete;
  /// Closes all connections and removes the socket's file.
  ~LineServer();

  class Listener;  // known to this room alone

 private:
  explicit LineServer(std::shared_ptr<Listener> listener) : listener_(std::move(listener)) {}
  std::shared_ptr<Listener> listener_;
};

}  // namespace assay::net
