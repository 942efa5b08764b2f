#include "sim/matrix/ledger.hpp"

#include <fmt/format.h>

namespace assay::sim::matrix {

void Ledger::add_device(std::string device, std::string account) { account_of_.emplace(std::move(device), std::move(account)); }

void Ledger::sent(std::string_view device, std::string_view to, std::string_view id, std::string_view body) {
  const std::string account = account_of_.find(device)->second;
  const std::size_t order = ++sent_by_[std::string(device)];
  const Entry entry{std::string(device), account, std::string(to), std::string(body), order, Fate::Sent, {}, {}, {}};
  if (!entries_.emplace(id, entry).second) faults_.push_back(fmt::format("the id of {} was used twice", id));
}

void Ledger::accepted(std::string_view id) {
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return faults_.push_back(fmt::format("{} was accepted and never sent", id));
  if (entry->second.fate != Fate::Sent) faults_.push_back(fmt::format("{} was answered twice", id));
  entry->second.fate = Fate::Accepted;
}

void Ledger::refused(std::string_view id, std::string_view condition) {
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return faults_.push_back(fmt::format("{} was refused and never sent", id));
  if (entry->second.fate != Fate::Sent) faults_.push_back(fmt::format("{} was answered twice, then with {}", id, condition));
  if (!entry->second.at.empty()) faults_.push_back(fmt::format("{} was refused with {} and is there", id, condition));
  entry->second.fate = Fate::Refused;
}

void Ledger::received(std::string_view device, std::string_view from, std::string_view id, std::string_view body) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return faults_.push_back(fmt::format("{} received {}, which nobody sent", device, id));
  Entry& entry = found->second;
  if (entry.to != account_of_.find(device)->second) faults_.push_back(fmt::format("{} received {}, which is for {}", device, id, entry.to));
  if (entry.from != from) faults_.push_back(fmt::format("{} is of {} and came as of {}", id, entry.from, from));
  if (entry.body != body) faults_.push_back(fmt::format("{} came with another body", id));
  if (entry.fate == Fate::Refused) faults_.push_back(fmt::format("{} was refused and came", id));
  if (!entry.at.emplace(device).second) faults_.push_back(fmt::format("{} received {} twice", device, id));
  std::size_t& last = last_[{entry.device, std::string(device)}];
  if (last >= entry.order) faults_.push_back(fmt::format("{} received {} behind a later one", device, id));
  last = entry.order;
}

void Ledger::copied(std::string_view device, std::string_view to, std::string_view id, std::string_view body) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return faults_.push_back(fmt::format("{} shows {} as sent, which nobody sent", device, id));
  Entry& entry = found->second;
  if (entry.from != account_of_.find(device)->second || entry.device == device || entry.to != to || entry.body != body) {
    faults_.push_back(fmt::format("{} shows {} otherwise than it was sent", device, id));
  }
  if (!entry.copies.emplace(device).second) faults_.push_back(fmt::format("{} shows {} twice", device, id));
}

void Ledger::receipt(std::string_view device, std::string_view id) {
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return faults_.push_back(fmt::format("a receipt for {}, which nobody sent", id));
  if (entry->second.at.empty()) faults_.push_back(fmt::format("a receipt for {}, which nobody has", id));
  if (entry->second.from != account_of_.find(device)->second)
    faults_.push_back(fmt::format("{} has a receipt for {}, which others sent", device, id));
  if (!entry->second.receipts.emplace(device).second) faults_.push_back(fmt::format("{} has two receipts for {}", device, id));
}

std::vector<std::string> Ledger::devices_of(const std::string& account) const {
  std::vector<std::string> devices;
  for (const auto& [device, of] : account_of_) {
    if (of == account) devices.push_back(device);
  }
  return devices;
}

bool Ledger::is_missing_receipt(const Entry& entry) const {
  return receipts_expected_ && !entry.at.empty() && entry.receipts.size() < devices_of(entry.from).size();
}

bool Ledger::is_settled() const { return missing().empty(); }

std::size_t Ledger::outstanding() const {
  std::size_t count = 0;
  for (const auto& [id, entry] : entries_) {
    if (entry.fate == Fate::Accepted) count += devices_of(entry.to).size() - entry.at.size() + awaited_copies(entry) - entry.copies.size();
  }
  return count;
}

std::vector<std::string> Ledger::missing() const {
  std::vector<std::string> lines;
  for (const auto& [id, entry] : entries_) {
    if (entry.fate == Fate::Sent) lines.push_back(fmt::format("{} was never answered", id));
    if (is_missing_receipt(entry)) lines.push_back(fmt::format("no receipt for {}", id));
    if (entry.fate != Fate::Accepted) continue;
    for (const std::string& device : devices_of(entry.to)) {
      if (entry.at.count(device) == 0) lines.push_back(fmt::format("{} was accepted and is not on {}", id, device));
    }
    if (entry.copies.size() < awaited_copies(entry)) lines.push_back(fmt::format("{} is not shown on all devices of its sender", id));
  }
  return lines;
}

}  // namespace assay::sim::matrix
