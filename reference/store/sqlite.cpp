#include "reference/store/sqlite.hpp"

#include <limits>
#include <set>
#include <utility>
#include <vector>

#include <sqlite3.h>

#include "reference/base/assert.hpp"
#include "reference/store/buffered.hpp"
#include "reference/store/remembering.hpp"
#include "reference/store/sqlite_format.hpp"

namespace assay::store {
namespace {

constexpr std::uint64_t kPageOctets = 4096;
// An address book of 1,000 numbers reads and writes some 5,000 pages all over the records of a million accounts. A small database fills no
// more of the cache than it has, and the log goes back to its beginning when nobody is in the way: at most 32 MiB of disk.
constexpr const char* kCache = "PRAGMA cache_size=-131072";  // KiB
constexpr const char* kLogPages = "PRAGMA wal_autocheckpoint=8000";

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

void bind(sqlite3_stmt* statement, int at, std::string_view text) {
  ASSAY_ASSERT(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
  sqlite3_bind_text(statement, at, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void bind_blob(sqlite3_stmt* statement, int at, ByteView octets) {
  // A null pointer would bind NULL instead of an empty blob.
  sqlite3_bind_blob64(statement, at, octets.empty() ? "" : octets.data(), octets.size(), SQLITE_STATIC);
}

ByteView column(sqlite3_stmt* statement, int at) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, at));
  return data ? ByteView{data, static_cast<std::size_t>(sqlite3_column_bytes(statement, at))} : ByteView{};
}

// Leaves the statement ready for its next use, and its bindings pointing nowhere.
struct Use {
  explicit Use(const Statement& prepared) : statement(prepared.get()) {}
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  ~Use() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
  sqlite3_stmt* statement;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(Database database, std::set<std::string, std::less<>> scrub_behind)
      : database_(std::move(database)), scrub_behind_(std::move(scrub_behind)) {}

  // Erased octets are zeros in the pages already (secure_delete): what is left of them stands in older versions of these pages, in the log.
  void scrub() {
    const Use use(checkpoint_);
    while (sqlite3_step(use.statement) == SQLITE_ROW) {
    }
  }

  [[nodiscard]] std::optional<StoreFault> prepare_all() {
    for (auto& [statement, text] : {std::pair{&begin_, "BEGIN IMMEDIATE"}, std::pair{&commit_, "COMMIT"}, std::pair{&rollback_, "ROLLBACK"},
                                    std::pair{&get_, "SELECT value FROM records WHERE space = ?1 AND key = ?2"},
                                    std::pair{&put_, "INSERT OR REPLACE INTO records(space, key, value) VALUES(?1, ?2, ?3)"},
                                    std::pair{&checkpoint_, "PRAGMA wal_checkpoint(TRUNCATE)"},
                                    std::pair{&erase_, "DELETE FROM records WHERE space = ?1 AND key = ?2"}}) {
      const int code = prepare(*statement, text);
      if (code != SQLITE_OK) return fault_of(code, "preparing a statement");
    }
    return std::nullopt;
  }

  void begin() override {
    ASSAY_ASSERT(!open_);
    open_ = true;
    fault_.reset();
    run(begin_, "starting a transaction");
  }

  Result<void, StoreFault> commit() override {
    ASSAY_ASSERT(open_);
    if (!fault_) run(commit_, "committing");
    if (!fault_) {
      open_ = false;
      if (std::exchange(scrubs_, false)) scrub();
      return {};
    }
    StoreFault fault = *std::exchange(fault_, std::nullopt);
    rollback();
    return fail(std::move(fault));
  }

  void rollback() override {
    ASSAY_ASSERT(open_);
    open_ = false;
    scrubs_ = false;
    // Some faults roll back by themselves.
    if (sqlite3_get_autocommit(database_.get()) == 0) {
      const Use use(rollback_);
      (void)sqlite3_step(use.statement);
    }
    fault_.reset();
  }

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    if (!usable()) return std::nullopt;
    const Use use(get_);
    bind(use.statement, 1, space);
    bind_blob(use.statement, 2, key);
    const int code = sqlite3_step(use.statement);
    if (code == SQLITE_ROW) return Bytes{column(use.statement, 0)};
    if (code != SQLITE_DONE) remember(code, "reading");
    return std::nullopt;
  }

  void put(std::string_view space, ByteView key, ByteView value) override {
    if (!usable()) return;
    const Use use(put_);
    bind(use.statement, 1, space);
    bind_blob(use.statement, 2, key);
    bind_blob(use.statement, 3, value);
    const int code = sqlite3_step(use.statement);
    if (code != SQLITE_DONE) remember(code, "writing");
  }

  void erase(std::string_view space, ByteView key) override {
    if (!usable()) return;
    scrubs_ = scrubs_ || scrub_behind_.contains(space);
    const Use use(erase_);
    bind(use.statement, 1, space);
    bind_blob(use.statement, 2, key);
    const int code = sqlite3_step(use.statement);
    if (code != SQLITE_DONE) remember(code, "erasing");
  }

  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (!usable()) return;
    const Use use(take_scan());
    // The least key behind `after` is `after` with a zero octet.
    const Bytes from = after.empty() || after < prefix ? Bytes{prefix} : Bytes{after} + '\0';
    bind(use.statement, 1, space);
    bind_blob(use.statement, 2, from);
    int code = SQLITE_DONE;
    while ((code = sqlite3_step(use.statement)) == SQLITE_ROW) {
      const ByteView key = column(use.statement, 0);
      if (key.substr(0, prefix.size()) != prefix) break;
      if (!visit(key, column(use.statement, 1))) break;
    }
    if (code != SQLITE_ROW && code != SQLITE_DONE) remember(code, "scanning");
    --scans_open_;
  }

 private:
  int prepare(Statement& statement, const char* text) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(database_.get(), text, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    statement.reset(made);
    return code;
  }

  // A scan may run inside another scan's visitor.
  const Statement& take_scan() {
    if (scans_open_ == scans_.size()) {
      const int code = prepare(scans_.emplace_back(), "SELECT key, value FROM records WHERE space = ?1 AND key >= ?2 ORDER BY key");
      ASSAY_ASSERT(code == SQLITE_OK);
    }
    return scans_[scans_open_++];
  }

  // After a fault nothing may run: the transaction may be gone, and a write outside one would be kept.
  [[nodiscard]] bool usable() const {
    ASSAY_ASSERT(open_);
    return !fault_;
  }

  void run(const Statement& statement, const char* doing) {
    const Use use(statement);
    const int code = sqlite3_step(use.statement);
    if (code != SQLITE_DONE) remember(code, doing);
  }

  void remember(int code, const char* doing) {
    if (!fault_) fault_ = fault_of(code, doing);
  }

  Database database_;
  std::set<std::string, std::less<>> scrub_behind_;
  bool scrubs_ = false;  // behind this transaction
  Statement begin_, commit_, rollback_, checkpoint_, get_, put_, erase_;
  std::vector<Statement> scans_;
  std::size_t scans_open_ = 0;
  std::optional<StoreFault> fault_;
  bool open_ = false;
};

}  // namespace

Result<std::unique_ptr<Store>, StoreFault> open_sqlite(const std::string& path, SqliteOptions options) {
  const std::string doing = "opening " + path;
  sqlite3* opened = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return fail(fault_of(code, doing));
  sqlite3_extended_result_codes(opened, 1);
  for (const char* pragma : {"PRAGMA page_size=4096", "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                             "PRAGMA trusted_schema=OFF", "PRAGMA temp_store=MEMORY", "PRAGMA secure_delete=ON", kCache, kLogPages}) {
    code = execute(opened, pragma);
    if (code != SQLITE_OK) return fail(fault_of(code, doing));
  }
  if (std::optional<StoreFault> fault = bring_up_to_date(opened, path, options.on_upgrade)) return fail(std::move(*fault));
  if (options.octets_limit > 0) {
    code = execute(opened, "PRAGMA max_page_count=" + std::to_string((options.octets_limit + kPageOctets - 1) / kPageOctets));
    if (code != SQLITE_OK) return fail(fault_of(code, doing));
  }
  auto store = std::make_unique<SqliteStore>(std::move(database), std::move(options.scrub_behind));
  if (std::optional<StoreFault> fault = store->prepare_all()) return fail(std::move(*fault));
  store->scrub();  // a process that was killed between the two left it undone
  return buffered(remembering(std::move(store)));
}

}  // namespace assay::store
