#include "reference/media/memory_shelf.hpp"

#include <utility>

namespace assay::media {

class MemoryShelf::MemoryDraft final : public Draft {
 public:
  MemoryDraft(MemoryShelf& shelf, std::string id, WallTime since) : shelf_(shelf), id_(std::move(id)), since_(since) {}

  Result<void, ShelfFault> write(ByteView octets) override {
    octets_ += octets;
    return {};
  }
  Result<void, ShelfFault> keep() override {
    shelf_.files_.insert_or_assign(id_, File{since_, std::move(octets_)});
    return {};
  }

 private:
  MemoryShelf& shelf_;
  std::string id_;
  WallTime since_;
  Bytes octets_;
};

Result<std::unique_ptr<Draft>, ShelfFault> MemoryShelf::begin(const std::string& id, WallTime since) {
  return std::unique_ptr<Draft>(std::make_unique<MemoryDraft>(*this, id, std::chrono::floor<std::chrono::seconds>(since)));
}

std::optional<Kept> MemoryShelf::find(const std::string& id) const {
  const auto found = files_.find(id);
  if (found == files_.end()) return std::nullopt;
  return Kept{found->second.octets.size(), found->second.since};
}

std::optional<Bytes> MemoryShelf::read(const std::string& id, std::uint64_t at, std::size_t most) const {
  const auto found = files_.find(id);
  if (found == files_.end() || at > found->second.octets.size()) return std::nullopt;
  return found->second.octets.substr(at, most);
}

std::vector<std::string> MemoryShelf::older_than(WallTime time, std::size_t most) const {
  std::vector<std::string> ids;
  for (const auto& [id, file] : files_) {
    if (ids.size() >= most) break;
    if (file.since < time) ids.push_back(id);
  }
  return ids;
}

}  // namespace assay::media
