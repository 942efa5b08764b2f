#pragma once
// One HTTP POST, over libcurl, on the calling thread: for providers that a server talks to off its loop.

#include <atomic>
#include <string>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"

namespace assay::http {

struct Post {
  std::string url;  ///< http or https; the server's certificate and name are verified
  std::string content_type = "application/json";
  std::string body;
  std::string bearer_token;                     ///< secret; "" for none
  std::string ca_file;                          ///< PEM: whom to trust for https; "" for the system's authorities
  Duration timeout = std::chrono::seconds{10};  ///< from the first step to the answer's end
};

/// The answer's status. Redirects are not followed, and the answer's body is not kept. The error is one sentence without body or token:
/// nobody answered, in time, whom we trust. Ends soon after `cancelled` becomes true. From any thread.
[[nodiscard]] Result<int, std::string> post(const Post& request, const std::atomic<bool>& cancelled);

}  // namespace assay::http
