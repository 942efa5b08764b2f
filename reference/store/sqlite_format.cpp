#include "reference/store/sqlite_format.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace assay::store {
namespace {

constexpr int kApplicationId = 0x41535359;  // "ASSY", in the file's header: tells our databases from others

constexpr const char* kTable =
    "CREATE TABLE records(space TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY(space, key)) STRICT, WITHOUT ROWID;";

// What leads from format N to N+1, at index N-1. Never changed once released: databases of every age come through here.
constexpr const char* kSteps[] = {
    "CREATE TABLE strict_records(space TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY(space, key)) STRICT, WITHOUT "
    "ROWID;"
    "INSERT INTO strict_records SELECT space, key, value FROM records;"
    "DROP TABLE records;"
    "ALTER TABLE strict_records RENAME TO records;",
};
static_assert(sizeof kSteps / sizeof kSteps[0] == kFormat - 1);

struct Header {
  int application = 0;
  int format = 0;
  int objects = 0;
};

// The number that a pragma or a count answers.
int number(sqlite3* database, const char* text, int& out) {
  sqlite3_stmt* made = nullptr;
  int code = sqlite3_prepare_v2(database, text, -1, &made, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(made);
  if (code == SQLITE_ROW) out = sqlite3_column_int(made, 0);
  sqlite3_finalize(made);
  return code == SQLITE_ROW ? SQLITE_OK : code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

int read_header(sqlite3* database, Header& header) {
  int code = number(database, "PRAGMA application_id", header.application);
  if (code == SQLITE_OK) code = number(database, "PRAGMA user_version", header.format);
  if (code == SQLITE_OK) code = number(database, "SELECT count(*) FROM sqlite_schema", header.objects);
  return code;
}

std::string set_format(int format) { return "PRAGMA user_version=" + std::to_string(format) + ";"; }

/// Runs the text in a transaction; what fails is undone.
int transact(sqlite3* database, const std::string& text) {
  int code = execute(database, "BEGIN IMMEDIATE");
  if (code != SQLITE_OK) return code;
  code = execute(database, text);
  if (code == SQLITE_OK) code = execute(database, "COMMIT");
  if (code != SQLITE_OK && sqlite3_get_autocommit(database) == 0) (void)execute(database, "ROLLBACK");
  return code;
}

/// Whole under its name, or not there.
std::optional<StoreFault> copy_to(sqlite3* database, const std::string& copy) {
  const std::string part = copy + ".part";
  const std::string doing = "copying the database to " + copy;
  (void)std::remove(part.c_str());
  sqlite3_stmt* made = nullptr;
  int code = sqlite3_prepare_v2(database, "VACUUM INTO ?1", -1, &made, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_bind_text(made, 1, part.c_str(), -1, SQLITE_STATIC);
    code = sqlite3_step(made);
  }
  sqlite3_finalize(made);
  const int file = code == SQLITE_DONE ? open(part.c_str(), O_RDONLY | O_CLOEXEC) : -1;
  const bool kept = file >= 0 && fsync(file) == 0 && std::rename(part.c_str(), copy.c_str()) == 0;
  const std::string why = std::strerror(errno);
  if (file >= 0) close(file);
  if (kept) return std::nullopt;
  (void)std::remove(part.c_str());
  if (code != SQLITE_DONE) return fault_of(code, doing);
  return StoreFault{StoreFault::Kind::Io, doing + ": " + why};
}

std::optional<StoreFault> upgrade(sqlite3* database, const std::string& path, int from,
                                  const std::function<void(const std::string&)>& on_upgrade) {
  const std::string what = "the database " + path + " from format " + std::to_string(from) + " to " + std::to_string(kFormat);
  const std::string copy = path + ".format" + std::to_string(from);
  if (std::optional<StoreFault> fault = copy_to(database, copy)) return fault;
  std::string text;
  for (int format = from; format < kFormat; ++format) text += kSteps[format - 1];
  if (on_upgrade) on_upgrade("upgrading " + what + "; a copy of the old one is " + copy);
  const int code = transact(database, text + set_format(kFormat));
  if (code != SQLITE_OK) return fault_of(code, "upgrading " + what + " (it is as it was)");
  if (on_upgrade) on_upgrade("upgraded " + what);
  return std::nullopt;
}

}  // namespace

StoreFault fault_of(int code, const std::string& doing) {
  const int primary = code & 0xff;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
    return {StoreFault::Kind::Io, doing + ": another process uses the database; stop it first"};
  }
  if (primary == SQLITE_NOTADB) return {StoreFault::Kind::Corrupt, doing + ": the file is no SQLite database"};
  if (primary == SQLITE_CORRUPT) return {StoreFault::Kind::Corrupt, doing + ": the database is damaged; restore a backup"};
  if (primary == SQLITE_FULL) return {StoreFault::Kind::Full, doing + ": the disk or the database's size limit is full; make room"};
  if (primary == SQLITE_CANTOPEN) {
    return {StoreFault::Kind::Io, doing + ": the file cannot be opened; it must be a file, in a folder that exists and is writable"};
  }
  if (primary == SQLITE_READONLY || primary == SQLITE_PERM) {
    return {StoreFault::Kind::Io, doing + ": it cannot be written; it must belong to the user who runs the server"};
  }
  return {StoreFault::Kind::Io, doing + ": " + sqlite3_errstr(code)};
}

int execute(sqlite3* database, const std::string& text) { return sqlite3_exec(database, text.c_str(), nullptr, nullptr, nullptr); }

std::optional<StoreFault> bring_up_to_date(sqlite3* database, const std::string& path,
                                           const std::function<void(const std::string&)>& on_upgrade) {
  const std::string doing = "opening " + path;
  // Also takes the lock that keeps other processes out.
  int code = execute(database, "BEGIN IMMEDIATE; COMMIT");
  Header header;
  if (code == SQLITE_OK) code = read_header(database, header);
  if (code == SQLITE_OK && header.application == 0 && header.objects == 0) {
    code = transact(database, kTable + ("PRAGMA application_id=" + std::to_string(kApplicationId) + ";") + set_format(kFormat));
    header = {kApplicationId, kFormat, 1};
  }
  if (code != SQLITE_OK) return fault_of(code, doing);
  if (header.application != kApplicationId)
    return StoreFault{StoreFault::Kind::Corrupt, doing + ": the database belongs to another program"};
  if (header.format > kFormat) {
    return StoreFault{StoreFault::Kind::Corrupt, doing + ": a newer version of this program wrote the database (format " +
                                                     std::to_string(header.format) + "; this one knows " + std::to_string(kFormat) +
                                                     "): run that version, or restore the copy " + path + ".format" +
                                                     std::to_string(kFormat) + " that its upgrade left"};
  }
  if (header.format < 1) return StoreFault{StoreFault::Kind::Corrupt, doing + ": the database has no format"};
  return header.format == kFormat ? std::nullopt : upgrade(database, path, header.format, on_upgrade);
}

}  // namespace assay::store
