#pragma once
// For the tests of this room: a disk in memory below SQLite (a VFS), which writes down every write and every sync, and from which the disk
// can be built that is there when the power comes back. The system keeps what was synced. Of what was not, it may keep anything: nothing,
// all, a part of the last write, some sectors and not others.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "reference/base/bytes.hpp"

namespace assay::store {

/// Files by path.
using Files = std::map<std::string, Bytes>;

struct Operation {
  enum class Kind { Write, Truncate, Sync, Delete };
  Kind kind = Kind::Write;
  std::string file;
  std::uint64_t at = 0;  ///< the offset; of Truncate the size
  Bytes octets{};
};

/// Which of the unsynced operations reached the medium.
struct Loss {
  enum class Kind {
    All,      ///< none did
    None,     ///< all did, as after kill -9
    Torn,     ///< all but the end of the last write: `octets` of it are there
    Hole,     ///< of the last write the size, and zeros
    Sectors,  ///< some sectors of some of them, by `seed`
  };
  Kind kind = Kind::All;
  std::size_t octets = 0;
  std::uint64_t seed = 0;
};

/// While one is there, every database that is opened lies on it. One at a time.
class LosingDisk {
 public:
  explicit LosingDisk(Files files = {});
  LosingDisk(const LosingDisk&) = delete;
  LosingDisk& operator=(const LosingDisk&) = delete;
  ~LosingDisk();

  [[nodiscard]] const std::vector<Operation>& log() const;

 private:
  struct State;
  struct Vfs;
  std::unique_ptr<State> state_;
  std::unique_ptr<Vfs> vfs_;
};

/// Goes through a log, and answers at each of its points what a loss of power leaves there.
class Aftermath {
 public:
  /// One operation more has been done.
  void add(const Operation& operation);
  [[nodiscard]] Files left_by(const Loss& loss) const;
  /// Whether there is something to lose.
  [[nodiscard]] bool is_synced() const { return pending_.empty(); }

 private:
  Files synced_;  ///< files that were never synced are not among them
  std::map<std::string, std::vector<Operation>> pending_;
};

}  // namespace assay::store
