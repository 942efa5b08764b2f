#pragma once
// Registration codes at rest (REG-02 to REG-07): keyed hashes only, one live code for a number. What has expired is forgotten when another
// code is drawn. Nor is the number readable: whoever asks for a code may never have an account (CON-10).
//
// Space "code": key(request id) -> fields(digits under a keyed mask, device key, hash, expiry, wrong guesses, last guess).
// Space "code-of": key(keyed hash of the digits) -> request id of the newest code.
// Space "code-due": key(expiry, request id) -> "".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/server/context.hpp"

namespace assay::server {

struct PendingCode {
  std::string request;
  std::string digits;  ///< of the number
  Bytes device_key;
  Bytes hash;
  WallTime expires;
  std::uint64_t wrong_guesses = 0;
  WallTime last_guess;  ///< 1970 before the first
};

class Codes {
 public:
  explicit Codes(const Context& context) : context_(context) {}

  struct Fresh {
    std::string request;
    std::string code;  ///< secret: the only place where it is readable
  };
  /// Whether the number's code is the operator's fixed one (REG-25a): it is sent to nobody.
  [[nodiscard]] static bool is_fixed(const Config& config, std::string_view digits);
  /// Draws a code for the number and that key; an older one for the number is void.
  [[nodiscard]] Fresh draw(const std::string& digits, const Bytes& device_key) const;
  /// Nothing if the request is unknown, its code was used or replaced, or has expired.
  [[nodiscard]] std::optional<PendingCode> find(const std::string& request) const;
  /// In constant time.
  [[nodiscard]] bool is_right(const PendingCode& pending, std::string_view guess) const;
  void put(const PendingCode& pending) const;
  void erase(const PendingCode& pending) const;
  /// No code for the number is good any more.
  void forget(const std::string& digits) const;

 private:
  [[nodiscard]] Bytes newest_key(const std::string& digits) const;
  /// Hides a number, or reads one that was hidden.
  [[nodiscard]] Bytes masked(const std::string& request, ByteView digits) const;
  [[nodiscard]] Bytes hash(const PendingCode& pending, std::string_view code) const;
  [[nodiscard]] std::optional<PendingCode> read(const std::string& request) const;
  void forget_expired() const;

  const Context& context_;
};

}  // namespace assay::server
