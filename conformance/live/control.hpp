#pragma once
// The control interface of an implementation under test (conformance/targets/README.md): a Unix-domain socket that takes JSON objects, one
// a line, about its clocks. The client half.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

class Control {
 public:
  /// The error says why it was not done, in one line.
  using Answer = std::function<void(Result<void, std::string>)>;

  Control(net::EventLoop& loop, std::string path);
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;
  /// Whoever still waits hears nothing.
  ~Control();

  /// Both clocks go forward. Answers from the loop, when whatever came due meanwhile has been done.
  void advance(Duration by, Answer answer);
  /// The wall clock alone, either way.
  void jump(Duration by, Answer answer);

 private:
  struct Request;
  void ask(const char* verb, const char* event, Duration by, Answer answer);
  void read(Request& request);
  void end(Request& request, Result<void, std::string> outcome);

  net::EventLoop& loop_;
  std::string path_;
  std::vector<std::unique_ptr<Request>> requests_;
};

}  // namespace assay::conformance::live
