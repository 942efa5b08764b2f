#pragma once
// Follows a file that the implementation under test writes where others would call a provider: of codes, or of wake-ups. One JSON object a
// line.

#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "reference/net/event_loop.hpp"

namespace assay::conformance::live {

class FollowedFile {
 public:
  /// Of each line that is an object; others are passed over.
  using Callback = std::function<void(const nlohmann::json& object)>;

  /// Follows `path` from its beginning; it need not exist yet, its folder must.
  FollowedFile(net::EventLoop& loop, std::string path, Callback callback);
  FollowedFile(const FollowedFile&) = delete;
  FollowedFile& operator=(const FollowedFile&) = delete;
  ~FollowedFile();

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
