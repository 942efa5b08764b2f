#pragma once
// Follows a file of codes that the implementation under test writes instead of sending SMS: one JSON object a line,
// {"to":"+12025550101","method":"sms","code":"123456"}.

#include <functional>
#include <string>
#include <string_view>

#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

class SmsFile {
 public:
  using Callback = std::function<void(std::string_view number, std::string_view code)>;

  /// Follows `path` from its beginning; it need not exist yet, its folder must.
  SmsFile(net::EventLoop& loop, std::string path, Callback callback);
  SmsFile(const SmsFile&) = delete;
  SmsFile& operator=(const SmsFile&) = delete;
  ~SmsFile();

 private:
  void changed();
  void read();
  void line(std::string_view text);

  net::EventLoop& loop_;
  std::string path_;
  Callback callback_;
  int notify_ = -1;
  int file_ = -1;
  std::string pending_;
};

}  // namespace assay::conformance::live
