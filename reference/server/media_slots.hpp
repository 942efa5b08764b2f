#pragma once
// What an account has been given slots for (spec chapter 10): so many an hour, and so many octets of files that are kept. The media host
// knows no accounts, so a slot counts as a file from when it is given until the file would be deleted (MSG-25d, MSG-25e).
//
// Space "media-account": key(account) -> fields(octets, start of the hour, slots of the hour).
// Space "media-file": key(account, id) -> fields(octets, due).
// Space "media-due": key(account, due, id) -> "".

#include <chrono>
#include <optional>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

class MediaSlots {
 public:
  explicit MediaSlots(const Context& context) : context_(context) {}

  struct Refusal {
    enum class Why { TooMany, Full };
    Why why;
    std::chrono::seconds wait;  ///< until it would not be refused for that reason
  };
  /// Charges the account; what the refusal says, if one of its bounds is in the way: then nothing is charged. A file that it has a slot for
  /// already takes no more octets.
  [[nodiscard]] std::optional<Refusal> charge(const std::string& account, const std::string& id, std::uint64_t octets) const;
  /// The account ends. What it put is deleted when its time comes.
  void forget(const std::string& account) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
