#pragma once
// The files that we have sent, sealed, for those who find them gone (MSG-25w).

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client {

/// Octets that are kept, all files together; the oldest go first.
inline constexpr std::uint64_t kSentOctets = 268'435'456;
inline constexpr std::size_t kSentFiles = 1'000;
/// So often a file is put again within kAgainTime, whoever asks.
inline constexpr std::size_t kPutsAgain = 3;
inline constexpr Duration kAgainTime = std::chrono::hours{1};

struct SentFile {
  std::string to;  ///< bare JID, of an account or a group
  std::string id;  ///< of the message
  stanza::media::File file;
  std::shared_ptr<const Bytes> octets;
  std::deque<Instant> again{};  ///< when it was put again
};

class SentFiles {
 public:
  /// In place of one with that message's id.
  void keep(SentFile sent);
  [[nodiscard]] SentFile* find(const std::string& to, const std::string& id);
  /// To whomever it went.
  [[nodiscard]] SentFile* find(const std::string& id);

 private:
  std::deque<SentFile> sent_;
  std::uint64_t octets_ = 0;
};

/// Counts a time. False if it was put again often enough.
[[nodiscard]] bool may_put_again(SentFile& sent, Instant now);

}  // namespace assay::client
