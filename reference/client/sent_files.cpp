#include "reference/client/sent_files.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {

void SentFiles::keep(SentFile sent) {
  if (SentFile* known = find(sent.to, sent.id)) {
    known->file = std::move(sent.file);
    return;
  }
  octets_ += sent.octets->size();
  sent_.push_back(std::move(sent));
  while (sent_.size() > kSentFiles || (octets_ > kSentOctets && sent_.size() > 1)) {
    octets_ -= sent_.front().octets->size();
    sent_.pop_front();
  }
}

SentFile* SentFiles::find(const std::string& to, const std::string& id) {
  const auto found = std::ranges::find_if(sent_, [&](const SentFile& each) { return each.id == id && each.to == to; });
  return found == sent_.end() ? nullptr : &*found;
}

SentFile* SentFiles::find(const std::string& id) {
  const auto found = std::ranges::find_if(sent_, [&](const SentFile& each) { return each.id == id; });
  return found == sent_.end() ? nullptr : &*found;
}

bool may_put_again(SentFile& sent, Instant now) {
  while (!sent.again.empty() && sent.again.front() + kAgainTime <= now) sent.again.pop_front();
  if (sent.again.size() >= kPutsAgain) return false;
  sent.again.push_back(now);
  return true;
}

}  // namespace assay::client
