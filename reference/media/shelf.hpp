#pragma once
// Where the media host keeps files: one each for an id, whole or not at all.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/base/result.hpp"

namespace assay::media {

struct Kept {
  std::uint64_t octets = 0;
  WallTime since{};  ///< in whole seconds
};

enum class ShelfFault {
  NoRoom,
  Broken,  ///< the medium failed
};

/// A file that is being written. Nobody sees it before keep(), and nothing of it stays if that was not called or failed.
class Draft {
 public:
  Draft() = default;
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  virtual ~Draft() = default;

  [[nodiscard]] virtual Result<void, ShelfFault> write(ByteView octets) = 0;
  /// It is durable afterwards, in place of an older one of that id.
  [[nodiscard]] virtual Result<void, ShelfFault> keep() = 0;
};

class Shelf {
 public:
  Shelf() = default;
  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;
  virtual ~Shelf() = default;

  /// `id` has letters, digits, '-' and '_' alone. The shelf outlives the draft.
  [[nodiscard]] virtual Result<std::unique_ptr<Draft>, ShelfFault> begin(const std::string& id, WallTime since) = 0;
  [[nodiscard]] virtual std::optional<Kept> find(const std::string& id) const = 0;
  /// `most` octets from `at`, fewer at the end; nothing if it is not there (any more) or cannot be read.
  [[nodiscard]] virtual std::optional<Bytes> read(const std::string& id, std::uint64_t at, std::size_t most) const = 0;
  virtual void remove(const std::string& id) = 0;
  /// Of files kept since before `time`, `most` at most.
  [[nodiscard]] virtual std::vector<std::string> older_than(WallTime time, std::size_t most) const = 0;
  [[nodiscard]] virtual bool is_empty() const = 0;
};

}  // namespace assay::media
