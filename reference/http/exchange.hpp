#pragma once
// A file over HTTP, put or fetched, over libcurl, on the calling thread (spec chapter 10): for clients, whose media host it is.

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/result.hpp"

namespace assay::http {

/// Whom to believe that it is the host.
struct Trust {
  enum class Whom { System, File, Anyone };
  Whom whom = Whom::System;
  std::string file{};  ///< PEM
};

struct FileRequest {
  enum class Method { Put, Get };
  Method method = Method::Get;
  std::string url;                        ///< https alone
  std::string authorization{};            ///< secret; "" for none
  std::shared_ptr<const Bytes> octets{};  ///< Put
  std::uint64_t most_octets = 0;          ///< Get: nothing beyond is kept
  Trust trust{};
  std::string source_address{};  ///< to connect from; "" lets the system choose
};

struct FileAnswer {
  unsigned status = 0;
  Bytes octets{};         ///< Get, status 200
  bool too_long = false;  ///< it was given up for that
};

/// Called on this thread, now and then, with the octets of the file that have gone or come.
using FileProgress = std::function<void(std::uint64_t octets)>;

/// Redirections are not followed. Gives up where nothing moves for a minute. The error is one sentence without address or secrets: nobody
/// answered, in time, whom we trust. Ends soon after `cancelled` becomes true. From any thread.
[[nodiscard]] Result<FileAnswer, std::string> exchange(const FileRequest& request, const FileProgress& progress,
                                                       const std::atomic<bool>& cancelled);

}  // namespace assay::http
