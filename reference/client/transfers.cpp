#include "reference/client/transfers.hpp"

#include <utility>

namespace assay::client {

void Transfers::begin(Transfer transfer, Done done, Progress progress) {
  transfer.number = next_number_++;
  running_.emplace(transfer.number, Running{std::move(done), std::move(progress)});
  wanted_.push_back(std::move(transfer));
}

std::optional<Transfer> Transfers::next() {
  if (wanted_.empty()) return std::nullopt;
  Transfer transfer = std::move(wanted_.front());
  wanted_.pop_front();
  return transfer;
}

void Transfers::done(Session& session, std::uint64_t number, const Transferred& result) {
  const auto found = running_.find(number);
  if (found == running_.end()) return;
  const Done handler = std::move(found->second.done);
  running_.erase(found);
  handler(session, result);
}

void Transfers::goes_on(Session& session, std::uint64_t number, std::uint64_t octets) {
  const auto found = running_.find(number);
  if (found != running_.end() && found->second.progress) found->second.progress(session, octets);
}

}  // namespace assay::client
