#include "conformance/live/followed_file.hpp"

#include <array>
#include <filesystem>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/inotify.h>
#include <unistd.h>

#include "reference/base/assert.hpp"

namespace assay::conformance::live {

FollowedFile::FollowedFile(net::EventLoop& loop, std::string path, Callback callback)
    : loop_(loop), path_(std::move(path)), callback_(std::move(callback)), notify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  ASSAY_ASSERT(notify_ >= 0);
  const std::filesystem::path folder = std::filesystem::absolute(path_).parent_path();
  inotify_add_watch(notify_, folder.c_str(), IN_CREATE | IN_MODIFY);
  loop_.watch(notify_, [this] { changed(); });
  read();
}

FollowedFile::~FollowedFile() {
  loop_.unwatch(notify_);
  close(notify_);
  if (file_ >= 0) close(file_);
}

void FollowedFile::changed() {
  std::array<char, 4096> events{};
  while (::read(notify_, events.data(), events.size()) > 0) {
  }
  read();
}

void FollowedFile::read() {
  if (file_ < 0) file_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) return;
  std::array<char, 4096> buffer{};
  for (ssize_t count; (count = ::read(file_, buffer.data(), buffer.size())) > 0;)
    pending_.append(buffer.data(), static_cast<std::size_t>(count));
  std::size_t begin = 0;
  for (std::size_t end; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    line(std::string_view(pending_).substr(begin, end - begin));
  }
  pending_.erase(0, begin);
}

void FollowedFile::line(std::string_view text) {
  const auto object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object()) return;
  callback_(object);
}

}  // namespace assay::conformance::live
