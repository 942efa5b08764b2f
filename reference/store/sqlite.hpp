#pragma once
// The store of a real server: SQLite in WAL mode with full sync, so that a commit survives kill -9 and the loss of power. The only room
// that sees SQLite.

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "reference/store/store.hpp"

namespace assay::store {

struct SqliteOptions {
  /// The largest size of the database, in octets, rounded up to whole pages of 4,096; 0 = as large as the disk. Writes beyond it end in
  /// StoreFault::Kind::Full.
  std::uint64_t octets_limit = 0;
  /// A commit that erased a record of one of these spaces leaves no trace of what was erased, or written over, until then: no log and no free
  /// page holds it when commit() returns. It costs about as much as a few commits.
  std::set<std::string, std::less<>> scrub_behind;
  /// Hears, a sentence each, that a database of an older format is about to be brought up to date, and that it is.
  std::function<void(const std::string& line)> on_upgrade;
};

/// Opens or creates the database at `path`, for this process alone. One of an older format is copied to PATH.formatN first, then brought up
/// to date in one transaction: a crash before its end leaves the old one. The fault says what to do: the folder is missing, the file is no
/// database, it was written by a newer version, another process uses it, no room for the copy.
[[nodiscard]] Result<std::unique_ptr<Store>, StoreFault> open_sqlite(const std::string& path, SqliteOptions options = {});

}  // namespace assay::store
