#pragma once
// Lines from a descriptor (standard input) on an event loop.

#include <functional>
#include <string>
#include <string_view>

#include "reference/net/event_loop.hpp"

namespace assay::conformance::cli {

class LineInput {
 public:
  /// `line` gets each line without its end, at most 1 MiB (a longer one is cut there); `end` is called once at the end of the input.
  LineInput(net::EventLoop& loop, int fd, std::function<void(std::string_view)> line, std::function<void()> end);
  LineInput(const LineInput&) = delete;
  LineInput& operator=(const LineInput&) = delete;
  ~LineInput();

 private:
  void read();

  net::EventLoop& loop_;
  int fd_;
  bool watching_ = true;
  std::function<void(std::string_view)> line_;
  std::function<void()> end_;
  std::string pending_;
};

}  // namespace assay::conformance::cli
