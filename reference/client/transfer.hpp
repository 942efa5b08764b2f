#pragma once
// What a client wants of HTTP (spec chapter 10), and what came of it. The client has none of its own: its host makes the request over TLS,
// believes no certificate that it would not believe of the stream's server, and follows no redirection.

#include <cstdint>
#include <memory>
#include <string>

#include "reference/base/bytes.hpp"

namespace assay::client {

struct Transfer {
  enum class Method { Put, Get };
  std::uint64_t number = 0;  ///< names it to the client
  Method method = Method::Get;
  std::string url;                        ///< https
  std::string authorization{};            ///< Put: a secret; "" for none
  std::shared_ptr<const Bytes> octets{};  ///< Put: of application/octet-stream
  std::uint64_t most_octets = 0;          ///< Get: nothing beyond is kept
};

struct Transferred {
  unsigned status = 0;    ///< 0: nobody answered, in time, whom we trust
  Bytes octets{};         ///< Get: the answer's body, if its status was 200
  bool too_long = false;  ///< Get: there were more than most_octets
};

}  // namespace assay::client
