#pragma once
// The shelf of the simulator and of servers without a disk.

#include <map>

#include "reference/media/shelf.hpp"

namespace assay::media {

class MemoryShelf final : public Shelf {
 public:
  [[nodiscard]] Result<std::unique_ptr<Draft>, ShelfFault> begin(const std::string& id, WallTime since) override;
  [[nodiscard]] std::optional<Kept> find(const std::string& id) const override;
  [[nodiscard]] std::optional<Bytes> read(const std::string& id, std::uint64_t at, std::size_t most) const override;
  void remove(const std::string& id) override { files_.erase(id); }
  [[nodiscard]] std::vector<std::string> older_than(WallTime time, std::size_t most) const override;
  [[nodiscard]] bool is_empty() const override { return files_.empty(); }

 private:
  class MemoryDraft;
  struct File {
    WallTime since;
    Bytes octets;
  };
  std::map<std::string, File> files_;
};

}  // namespace assay::media
