#include "reference/service/private_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

namespace assay::service {

Result<std::string, std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return fail("cannot read " + path + ": it is a folder");
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("cannot read " + path + ": " + std::strerror(errno));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

namespace {

/// A name that was changed is there after a power failure when its folder was written.
bool sync_folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const int opened = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = fsync(opened) == 0;
  close(opened);
  return synced;
}

}  // namespace

Result<void, std::string> write_private_file(const std::string& path, std::string_view contents) {
  const std::string beside = path + ".part";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return fail("cannot write " + path + ": " + std::strerror(errno));
  const bool written = write(file, contents.data(), contents.size()) == static_cast<ssize_t>(contents.size()) && fsync(file) == 0;
  const bool renamed = written && rename(beside.c_str(), path.c_str()) == 0 && sync_folder_of(path);
  const std::string why = std::strerror(errno);
  close(file);
  if (!renamed) {
    unlink(beside.c_str());
    return fail("cannot write " + path + ": " + why);
  }
  return {};
}

Result<std::string, std::string> read_token(const std::string& path) {
  auto text = read_file(path);
  if (!text) return fail(text.error());
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' ')) text->pop_back();
  if (text->empty() || text->find_first_of("\r\n") != std::string::npos) return fail(path + " must hold one line, the token");
  return text;
}

}  // namespace assay::service
