#include "losing_disk_test.hpp"

#include <algorithm>
#include <cstring>
#include <set>

#include <sqlite3.h>

#include "reference/base/assert.hpp"
#include "reference/base/random_source.hpp"

namespace assay::store {
namespace {

constexpr std::size_t kSector = 512;
constexpr int kSectorOctets = 4096;  // what SQLite takes them to be, on a file system of today

void write_at(Bytes& file, std::uint64_t at, ByteView octets) {
  if (file.size() < at + octets.size()) file.resize(at + octets.size());
  file.replace(at, octets.size(), octets);
}

}  // namespace

struct LosingDisk::State {
  Files files;
  std::set<std::string> paths;  ///< of all files that were ever opened: an open file's name outlives its deletion
  std::vector<Operation> log;
};

// SQLite's table of functions, and those of its files.
struct LosingDisk::Vfs {
  struct File {
    sqlite3_file base;
    State* state;
    const std::string* path;  // one of State::paths
  };

  static State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }
  static File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static Bytes& octets_of(sqlite3_file* file) { return file_of(file).state->files[*file_of(file).path]; }
  static void note(sqlite3_file* file, Operation::Kind kind, std::uint64_t at = 0, Bytes octets = {}) {
    file_of(file).state->log.push_back({kind, *file_of(file).path, at, std::move(octets)});
  }

  static int close(sqlite3_file*) { return SQLITE_OK; }
  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
    const Bytes& octets = octets_of(file);
    std::memset(out, 0, static_cast<std::size_t>(size));
    const std::size_t from = std::min<std::size_t>(octets.size(), static_cast<std::size_t>(at));
    const std::size_t there = std::min<std::size_t>(octets.size() - from, static_cast<std::size_t>(size));
    std::memcpy(out, octets.data() + from, there);
    return there == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    Bytes octets(static_cast<const char*>(from), static_cast<std::size_t>(size));
    write_at(octets_of(file), static_cast<std::uint64_t>(at), octets);
    note(file, Operation::Kind::Write, static_cast<std::uint64_t>(at), std::move(octets));
    return SQLITE_OK;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    octets_of(file).resize(static_cast<std::size_t>(size));
    note(file, Operation::Kind::Truncate, static_cast<std::uint64_t>(size));
    return SQLITE_OK;
  }
  static int sync(sqlite3_file* file, int) {
    note(file, Operation::Kind::Sync);
    return SQLITE_OK;
  }
  static int size(sqlite3_file* file, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(octets_of(file).size());
    return SQLITE_OK;
  }
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int is_reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector(sqlite3_file*) { return kSectorOctets; }
  // As the system's own VFS has it: what lies beside the octets that are written is safe.
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
    static const sqlite3_io_methods methods = {1,    close, read,        write,   truncate, sync,           size,
                                               lock, lock,  is_reserved, control, sector,   characteristics};
    State& state = state_of(vfs);
    const auto [found, is_new] = state.files.emplace(path ? path : "", Bytes{});
    if (is_new && (flags & SQLITE_OPEN_CREATE) == 0) {
      state.files.erase(found);
      return SQLITE_CANTOPEN;
    }
    file_of(file) = {{&methods}, &state, &*state.paths.insert(found->first).first};
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
  }
  static int erase(sqlite3_vfs* vfs, const char* path, int) {
    if (state_of(vfs).files.erase(path) == 0) return SQLITE_IOERR_DELETE_NOENT;
    state_of(vfs).log.push_back({Operation::Kind::Delete, path});
    return SQLITE_OK;
  }
  static int exists(sqlite3_vfs* vfs, const char* path, int, int* out) {
    *out = state_of(vfs).files.contains(path) ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_path(sqlite3_vfs*, const char* path, int room, char* out) {
    sqlite3_snprintf(room, out, "%s", path);
    return SQLITE_OK;
  }
  static int randomness(sqlite3_vfs*, int size, char* out) {
    KeyedRandom(1, "losing disk").fill(out, static_cast<std::size_t>(size));
    return size;
  }
  static int sleep(sqlite3_vfs*, int) { return 0; }
  static int time(sqlite3_vfs*, double* out) {
    *out = 2'461'041.5;
    return SQLITE_OK;
  }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }

  explicit Vfs(State& state) {
    table.iVersion = 1;
    table.szOsFile = sizeof(File);
    table.mxPathname = 200;
    table.zName = "losing";
    table.pAppData = &state;
    table.xOpen = open;
    table.xDelete = erase;
    table.xAccess = exists;
    table.xFullPathname = full_path;
    table.xRandomness = randomness;
    table.xSleep = sleep;
    table.xCurrentTime = time;
    table.xGetLastError = last_error;
    ASSAY_ASSERT(sqlite3_vfs_register(&table, 1) == SQLITE_OK);
  }
  Vfs(const Vfs&) = delete;
  Vfs& operator=(const Vfs&) = delete;
  ~Vfs() { sqlite3_vfs_unregister(&table); }

  sqlite3_vfs table{};
};

LosingDisk::LosingDisk(Files files) : state_(std::make_unique<State>()) {
  sqlite3_initialize();
  state_->files = std::move(files);
  vfs_ = std::make_unique<Vfs>(*state_);
}

LosingDisk::~LosingDisk() = default;

const std::vector<Operation>& LosingDisk::log() const { return state_->log; }

namespace {

void perform(Bytes& file, const Operation& operation) {
  if (operation.kind == Operation::Kind::Write) write_at(file, operation.at, operation.octets);
  if (operation.kind == Operation::Kind::Truncate) file.resize(operation.at);
}

// One sector at a time, as the medium takes them.
void apply_some_sectors(Bytes& file, const Operation& operation, RandomSource& random) {
  if (operation.kind != Operation::Kind::Write) {
    if (random.below(2) == 0) perform(file, operation);
    return;
  }
  for (std::size_t done = 0; done < operation.octets.size();) {
    const std::size_t piece = std::min(kSector - (operation.at + done) % kSector, operation.octets.size() - done);
    if (random.below(3) != 0) write_at(file, operation.at + done, ByteView(operation.octets).substr(done, piece));
    done += piece;
  }
}

void apply_last(Bytes& file, const Operation& last, const Loss& loss) {
  if (last.kind == Operation::Kind::Truncate) return;
  Operation part = last;
  if (loss.kind == Loss::Kind::Torn) part.octets.resize(std::min(loss.octets, part.octets.size()));
  if (loss.kind == Loss::Kind::Hole) std::fill(part.octets.begin(), part.octets.end(), '\0');
  perform(file, part);
}

}  // namespace

void Aftermath::add(const Operation& operation) {
  switch (operation.kind) {
    case Operation::Kind::Write:
    case Operation::Kind::Truncate: pending_[operation.file].push_back(operation); break;
    case Operation::Kind::Sync:
      for (const Operation& one : pending_[operation.file]) perform(synced_[operation.file], one);
      (void)synced_[operation.file];
      pending_.erase(operation.file);
      break;
    case Operation::Kind::Delete:
      synced_.erase(operation.file);
      pending_.erase(operation.file);
      break;
  }
}

Files Aftermath::left_by(const Loss& loss) const {
  Files files = synced_;
  if (loss.kind == Loss::Kind::All) return files;
  KeyedRandom random(loss.seed, "sectors");
  for (const auto& [path, operations] : pending_) {
    Bytes& file = files[path];
    if (loss.kind == Loss::Kind::Sectors) {
      for (const Operation& one : operations) apply_some_sectors(file, one, random);
      continue;
    }
    for (std::size_t i = 0; i + 1 < operations.size(); ++i) perform(file, operations[i]);
    loss.kind == Loss::Kind::None ? perform(file, operations.back()) : apply_last(file, operations.back(), loss);
  }
  return files;
}

}  // namespace assay::store
