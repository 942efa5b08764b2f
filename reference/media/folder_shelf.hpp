#pragma once
// The shelf of a real server: a folder with a file for each, named ID.SECONDS by when it was put (seconds since 1970). The name is all
// that is recorded, so putting a file is one rename, and a crash leaves nothing but parts, which are swept when the folder is opened.

#include <map>

#include "reference/media/shelf.hpp"

namespace assay::media {

class FolderShelf final : public Shelf {
 public:
  /// Makes the folder, for its owner alone, and sweeps it. The error is one sentence. Other files in it are left alone.
  [[nodiscard]] static Result<std::unique_ptr<FolderShelf>, std::string> open(std::string folder);

  [[nodiscard]] Result<std::unique_ptr<Draft>, ShelfFault> begin(const std::string& id, WallTime since) override;
  [[nodiscard]] std::optional<Kept> find(const std::string& id) const override;
  [[nodiscard]] std::optional<Bytes> read(const std::string& id, std::uint64_t at, std::size_t most) const override;
  void remove(const std::string& id) override;
  [[nodiscard]] std::vector<std::string> older_than(WallTime time, std::size_t most) const override;
  [[nodiscard]] bool is_empty() const override { return files_.empty(); }

 private:
  class FolderDraft;
  explicit FolderShelf(std::string folder) : folder_(std::move(folder)) {}
  [[nodiscard]] std::string path_of(const std::string& id, WallTime since) const;
  void sweep();

  std::string folder_;
  std::map<std::string, Kept> files_;
  std::uint64_t drafts_ = 0;  // begun: each has a name of its own
};

}  // namespace assay::media
