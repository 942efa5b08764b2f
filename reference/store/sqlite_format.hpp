#pragma once
// The format of a database file: what tells it from others', how it is made, and how older ones are brought up to date. Of this room alone.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <sqlite3.h>

#include "reference/store/store.hpp"

namespace assay::store {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

/// What this program writes. 2: the table is strict, so that no other program can put in what ours would misread.
inline constexpr int kFormat = 2;

/// SQLite's code, as a sentence that begins with what was being done.
[[nodiscard]] StoreFault fault_of(int code, const std::string& doing);
[[nodiscard]] int execute(sqlite3* database, const std::string& text);

/// Makes the table in an empty file; copies a file of an older format to PATH.formatN and upgrades it; refuses those of others and of newer
/// programs. The database is open, locked for this process, and outside a transaction.
[[nodiscard]] std::optional<StoreFault> bring_up_to_date(sqlite3* database, const std::string& path,
                                                         const std::function<void(const std::string&)>& on_upgrade);

}  // namespace assay::store
