#include "conformance/cli/line_input.hpp"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace assay::conformance::cli {
namespace {

constexpr std::size_t kLongestLine = 1'048'576;

}  // namespace

LineInput::LineInput(net::EventLoop& loop, int fd, std::function<void(std::string_view)> line, std::function<void()> end)
    : loop_(loop), fd_(fd), line_(std::move(line)), end_(std::move(end)) {
  loop_.watch(fd_, [this] { read(); });
}

LineInput::~LineInput() {
  if (watching_) loop_.unwatch(fd_);
}

void LineInput::read() {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(fd_, buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count > 0) pending_.append(buffer.data(), static_cast<std::size_t>(count));
  std::size_t begin = 0;
  for (std::size_t end; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    line_(std::string_view(pending_).substr(begin, end - begin));
  }
  pending_.erase(0, begin);
  if (pending_.size() > kLongestLine) {
    line_(std::string_view(pending_).substr(0, kLongestLine));
    pending_.clear();
  }
  if (count > 0) return;
  loop_.unwatch(fd_);
  watching_ = false;
  if (!pending_.empty()) line_(pending_);
  end_();
}

}  // namespace assay::conformance::cli
