#include "reference/media/folder_shelf.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::media {
namespace {

constexpr std::string_view kPart = ".part";
// What is written is synced in between, so that the end of a large file does not wait for all of it.
constexpr std::size_t kSyncOctets = 4'194'304;

ShelfFault fault_of(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG ? ShelfFault::NoRoom : ShelfFault::Broken; }

bool is_id(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return !text.empty() && text.find_first_not_of(kLetters) == std::string_view::npos;
}

std::int64_t seconds_of(WallTime time) { return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count(); }

std::optional<std::pair<std::string, WallTime>> parsed_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos || !is_id(std::string_view(name).substr(0, dot))) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + dot + 1, end, seconds);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return std::pair{name.substr(0, dot), WallTime{std::chrono::seconds{seconds}}};
}

void sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

class FolderShelf::FolderDraft final : public Draft {
 public:
  FolderDraft(FolderShelf& shelf, std::string id, WallTime since, std::string path, int descriptor)
      : shelf_(shelf), id_(std::move(id)), since_(since), path_(std::move(path)), descriptor_(descriptor) {}
  ~FolderDraft() override {
    ::close(descriptor_);
    if (!is_kept_) ::unlink(path_.c_str());
  }

  Result<void, ShelfFault> write(ByteView octets) override {
    octets_ += octets.size();
    unsynced_ += octets.size();
    while (!octets.empty()) {
      const ssize_t written = ::write(descriptor_, octets.data(), octets.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail(fault_of(errno));
      octets.remove_prefix(static_cast<std::size_t>(written));
    }
    if (unsynced_ < kSyncOctets) return {};
    unsynced_ = 0;
    return ::fdatasync(descriptor_) == 0 ? Result<void, ShelfFault>{} : fail(fault_of(errno));
  }

  Result<void, ShelfFault> keep() override {
    if (::fsync(descriptor_) != 0) return fail(fault_of(errno));
    const std::string path = shelf_.path_of(id_, since_);
    if (::rename(path_.c_str(), path.c_str()) != 0) return fail(fault_of(errno));
    is_kept_ = true;
    sync_folder(shelf_.folder_);
    // The older one of that id, if it has another name.
    const auto old = shelf_.files_.find(id_);
    if (old != shelf_.files_.end() && old->second.since != since_) ::unlink(shelf_.path_of(id_, old->second.since).c_str());
    shelf_.files_.insert_or_assign(id_, Kept{octets_, since_});
    return {};
  }

 private:
  FolderShelf& shelf_;
  std::string id_;
  WallTime since_;
  std::string path_;
  int descriptor_;
  std::uint64_t octets_ = 0;
  std::size_t unsynced_ = 0;
  bool is_kept_ = false;
};

Result<std::unique_ptr<FolderShelf>, std::string> FolderShelf::open(std::string folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error && !std::filesystem::is_directory(folder)) return fail("cannot make the folder " + folder + ": " + error.message());
  if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    return fail("cannot write in the folder " + folder + ": " + std::strerror(errno));
  }
  std::unique_ptr<FolderShelf> shelf(new FolderShelf(std::move(folder)));
  shelf->sweep();
  return shelf;
}

// Parts that nobody goes on with, and of two files of one id the older: a crash came between the rename and its end.
void FolderShelf::sweep() {
  std::vector<std::string> superfluous;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kPart)) superfluous.push_back(entry.path().string());
    const auto known = parsed_name(name);
    std::error_code unreadable;
    const auto octets = known ? entry.file_size(unreadable) : 0;
    if (!known || unreadable) continue;
    Kept kept{octets, known->second};
    const auto [at, is_new] = files_.emplace(known->first, kept);
    if (is_new) continue;
    if (at->second.since < kept.since) std::swap(at->second, kept);
    superfluous.push_back(path_of(known->first, kept.since));
  }
  for (const std::string& path : superfluous) ::unlink(path.c_str());
}

std::string FolderShelf::path_of(const std::string& id, WallTime since) const {
  return folder_ + "/" + id + "." + std::to_string(seconds_of(since));
}

Result<std::unique_ptr<Draft>, ShelfFault> FolderShelf::begin(const std::string& id, WallTime since) {
  std::string path = folder_ + "/" + std::to_string(++drafts_) + std::string(kPart);
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return fail(fault_of(errno));
  const WallTime whole = std::chrono::floor<std::chrono::seconds>(since);
  return std::unique_ptr<Draft>(std::make_unique<FolderDraft>(*this, id, whole, std::move(path), descriptor));
}

std::optional<Kept> FolderShelf::find(const std::string& id) const {
  const auto found = files_.find(id);
  return found == files_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Bytes> FolderShelf::read(const std::string& id, std::uint64_t at, std::size_t most) const {
  const auto found = files_.find(id);
  if (found == files_.end()) return std::nullopt;
  const int descriptor = ::open(path_of(id, found->second.since).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  Bytes octets(most, '\0');
  std::size_t filled = 0;
  while (filled < most) {
    const ssize_t got = ::pread(descriptor, octets.data() + filled, most - filled, static_cast<off_t>(at + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  octets.resize(filled);
  return octets;
}

void FolderShelf::remove(const std::string& id) {
  const auto found = files_.find(id);
  if (found == files_.end()) return;
  ::unlink(path_of(id, found->second.since).c_str());
  files_.erase(found);
}

std::vector<std::string> FolderShelf::older_than(WallTime time, std::size_t most) const {
  std::vector<std::string> ids;
  for (const auto& [id, kept] : files_) {
    if (ids.size() >= most) break;
    if (kept.since < time) ids.push_back(id);
  }
  return ids;
}

}  // namespace assay::media
