#include "reference/client/repairs.hpp"

#include <algorithm>
#include <utility>

namespace assay::client {

void Repairs::sent(Original original) {
  const auto known =
      std::ranges::find_if(sent_, [&](const Sent& each) { return each.original.id == original.id && each.original.to == original.to; });
  if (known != sent_.end()) return known->original.readers.merge(original.readers);
  sent_.push_back({std::move(original)});
  if (sent_.size() > kOriginals) sent_.pop_front();
}

const Original* Repairs::count(Sent& sent, const std::string& member) {
  unsigned& repairs = sent.repairs[member];
  if (repairs >= kRepairsOfOne) return nullptr;
  ++repairs;
  return &sent.original;
}

const Original* Repairs::wanted(std::string_view account, std::string_view own, std::string_view id) {
  const auto found = std::ranges::find_if(sent_, [&](const Sent& each) {
    const bool is_for_him = each.original.to == account || (account == own && each.original.readers.empty());
    return each.original.id == id && is_for_him;
  });
  return found == sent_.end() ? nullptr : count(*found, {});
}

const Original* Repairs::wanted_in_group(std::string_view group, const std::string& account, std::string_view id) {
  const auto found = std::ranges::find_if(sent_, [&](const Sent& each) {
    return each.original.id == id && each.original.to == group && each.original.readers.count(account) != 0;
  });
  return found == sent_.end() ? nullptr : count(*found, account);
}

bool Repairs::was_for(std::string_view group, const std::string& account, std::string_view id) const {
  return std::ranges::any_of(sent_, [&](const Sent& each) {
    return each.original.id == id && each.original.to == group && each.original.readers.count(account) != 0;
  });
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
