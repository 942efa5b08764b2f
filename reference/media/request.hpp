#pragma once
// The head of an HTTP/1.1 request (RFC 9112), as octets bring it: bounded, and refused at the first thing that two readers could
// understand in two ways.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"

namespace assay::media {

struct Request {
  std::string method;                                      ///< as it was written: they are in capitals
  std::string target;                                      ///< begins with a slash
  std::map<std::string, std::string, std::less<>> fields;  ///< names in small letters

  /// "" if there is none.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

class RequestReader {
 public:
  /// Of the whole head.
  static constexpr std::size_t kHeadOctets = 8'192;

  enum class State {
    Reading,
    Complete,  ///< request() is there, and rest() what came behind it
    TooLarge,  ///< 431
    Broken,    ///< 400
  };

  /// Only in State::Reading.
  State feed(ByteView octets);
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] ByteView rest() const { return ByteView(octets_).substr(body_at_); }

 private:
  [[nodiscard]] bool parse(std::string_view head);
  [[nodiscard]] bool parse_line(std::string_view line);
  [[nodiscard]] bool parse_field(std::string_view line);

  Bytes octets_;
  std::size_t body_at_ = 0;
  Request request_;
};

}  // namespace assay::media
