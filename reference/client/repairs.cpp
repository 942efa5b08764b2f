#include "reference/client/repairs.hpp"

#include <utility>

namespace assay::client {

void Repairs::sent(Original original) {
  Key key{original.id, original.to};
  const auto known = sent_.find(key);
  if (known != sent_.end()) return known->second.original.readers.merge(original.readers);
  sent_.emplace(key, Sent{std::move(original)});
  order_.push_back(std::move(key));
  if (order_.size() <= kOriginals) return;
  sent_.erase(order_.front());
  order_.pop_front();
}

const Original* Repairs::count(Sent& sent, const std::string& member) {
  unsigned& repairs = sent.repairs[member];
  if (repairs >= kRepairsOfOne) return nullptr;
  ++repairs;
  return &sent.original;
}

const Original* Repairs::wanted(std::string_view account, std::string_view own, std::string_view id) {
  for (auto each = sent_.lower_bound({std::string(id), {}}); each != sent_.end() && each->first.first == id; ++each) {
    const Original& original = each->second.original;
    const bool is_for_him = original.to == account || (account == own && original.readers.empty());
    if (is_for_him) return count(each->second, {});
  }
  return nullptr;
}

const Original* Repairs::wanted_in_group(std::string_view group, const std::string& account, std::string_view id) {
  const auto found = sent_.find({std::string(id), std::string(group)});
  if (found == sent_.end() || found->second.original.readers.count(account) == 0) return nullptr;
  return count(found->second, account);
}

bool Repairs::was_for(std::string_view group, const std::string& account, std::string_view id) const {
  const auto found = sent_.find({std::string(id), std::string(group)});
  return found != sent_.end() && found->second.original.readers.count(account) != 0;
}

bool Repairs::ask(const std::string& account, const std::string& id) {
  if (asked_.size() >= kAskedFor && asked_.count({account, id}) == 0) return false;
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
