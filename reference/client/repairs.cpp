#include "reference/client/repairs.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {

void Repairs::sent(Original original) {
  const bool known =
      std::ranges::any_of(sent_, [&](const Sent& each) { return each.original.id == original.id && each.original.to == original.to; });
  if (known) return;
  sent_.push_back({std::move(original), 0});
  if (sent_.size() > kOriginals) sent_.pop_front();
}

const Original* Repairs::wanted(std::string_view account, std::string_view own, std::string_view id) {
  const auto found = std::ranges::find_if(
      sent_, [&](const Sent& each) { return each.original.id == id && (account == own || each.original.to == account); });
  if (found == sent_.end() || found->repairs >= kRepairsOfOne) return nullptr;
  ++found->repairs;
  return &found->original;
}

bool Repairs::ask(const std::string& account, const std::string& id) {
  if (asked_.size() >= kOriginals && asked_.count({account, id}) == 0) return false;
  Asked& asked = asked_[{account, id}];
  if (asked.times >= kRepairsOfOne) return false;
  ++asked.times;
  asked.is_open = true;
  return true;
}

bool Repairs::came(const std::string& account, const std::string& id) {
  const auto found = asked_.find({account, id});
  return found != asked_.end() && std::exchange(found->second.is_open, false);
}

}  // namespace assay::client
