#include "reference/store/memory.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"

namespace assay::store {

void MemoryStore::begin() {
  ASSAY_ASSERT(!open_);
  open_ = true;
}

Result<void, StoreFault> MemoryStore::commit() {
  ASSAY_ASSERT(open_);
  open_ = false;
  undo_.clear();
  return {};
}

void MemoryStore::rollback() {
  ASSAY_ASSERT(open_);
  open_ = false;
  while (!undo_.empty()) {
    Undo& last = undo_.back();
    if (last.value) {
      (*last.records)[last.key] = std::move(*last.value);
    } else {
      last.records->erase(last.key);
    }
    undo_.pop_back();
  }
}

std::optional<Bytes> MemoryStore::get(std::string_view space, ByteView key) {
  ASSAY_ASSERT(open_);
  const auto records = spaces_.find(space);
  if (records == spaces_.end()) return std::nullopt;
  const auto found = records->second.find(key);
  if (found == records->second.end()) return std::nullopt;
  return found->second;
}

void MemoryStore::put(std::string_view space, ByteView key, ByteView value) {
  ASSAY_ASSERT(open_);
  auto records = spaces_.find(space);
  if (records == spaces_.end()) records = spaces_.emplace(std::string{space}, Records{}).first;
  const auto found = records->second.find(key);
  if (found == records->second.end()) {
    undo_.push_back({&records->second, Bytes{key}, std::nullopt});
    records->second.emplace(Bytes{key}, Bytes{value});
  } else {
    undo_.push_back({&records->second, Bytes{key}, std::exchange(found->second, Bytes{value})});
  }
}

void MemoryStore::erase(std::string_view space, ByteView key) {
  ASSAY_ASSERT(open_);
  const auto records = spaces_.find(space);
  if (records == spaces_.end()) return;
  const auto found = records->second.find(key);
  if (found == records->second.end()) return;
  undo_.push_back({&records->second, Bytes{key}, std::move(found->second)});
  records->second.erase(found);
}

void MemoryStore::visit(const std::function<void(std::string_view space, ByteView key, ByteView value)>& visit) const {
  for (const auto& [space, records] : spaces_) {
    for (const auto& [key, value] : records) visit(space, key, value);
  }
}

void MemoryStore::scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) {
  ASSAY_ASSERT(open_);
  const auto records = spaces_.find(space);
  if (records == spaces_.end()) return;
  const Records& all = records->second;
  auto at = after < prefix ? all.lower_bound(prefix) : after.empty() ? all.begin() : all.upper_bound(after);
  for (; at != all.end() && ByteView{at->first}.substr(0, prefix.size()) == prefix; ++at) {
    if (!visit(at->first, at->second)) return;
  }
}

}  // namespace assay::store
