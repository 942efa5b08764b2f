#include "conformance/cli/chat_cabinet.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace assay::conformance::cli {
namespace {

bool write_all(int file, ByteView octets) {
  while (!octets.empty()) {
    const ssize_t written = write(file, octets.data(), octets.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) octets.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<Bytes, std::string> ChatCabinet::read(const std::string& path, std::size_t most) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return fail("there is no file " + path);
  const auto size = std::filesystem::file_size(path, error);
  if (error) return fail("cannot read " + path + ": " + error.message());
  if (size > most) return fail(path + " has more octets than the " + std::to_string(most) + " that a file may have");
  std::ifstream file(path, std::ios::binary);
  Bytes octets(static_cast<std::size_t>(size), '\0');
  if (!file.read(octets.data(), static_cast<std::streamsize>(octets.size()))) return fail("cannot read " + path);
  return octets;
}

Result<std::string, std::string> ChatCabinet::keep(const std::string& path, ByteView octets) {
  for (unsigned n = 1; n <= chat::kNames; ++n) {
    const std::string name = chat::numbered(path, n);
    const int file = open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 && errno == EEXIST) continue;
    if (file < 0) return fail("cannot write " + name + ": " + std::strerror(errno));
    const bool is_whole = write_all(file, octets);
    const std::string why = std::strerror(errno);
    const bool is_closed = close(file) == 0;
    if (is_whole && is_closed) return name;
    unlink(name.c_str());
    return fail("cannot write " + name + ": " + why);
  }
  return fail("there are too many files of the name " + path);
}

}  // namespace assay::conformance::cli
