#include "conformance/live/file_search.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace assay::conformance::live {
namespace {

constexpr std::size_t kPiece = 1'048'576;

Result<bool, std::string> is_in(const std::string& path, const engine::AtRest& text) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("cannot read " + path + ": " + std::strerror(errno));
  std::string piece;
  while (in) {
    const std::size_t kept = std::min(piece.size(), text.longest());
    piece.erase(0, piece.size() - kept);
    piece.resize(kept + kPiece);
    in.read(piece.data() + kept, static_cast<std::streamsize>(kPiece));
    piece.resize(kept + static_cast<std::size_t>(in.gcount()));
    if (text.is_in(piece)) return true;
  }
  return false;
}

}  // namespace

Result<std::string, std::string> search_files(const std::vector<std::string>& files, const engine::AtRest& text) {
  bool any = false;
  for (const std::string& path : files) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) continue;
    any = true;
    const auto found = is_in(path, text);
    if (!found) return fail(found.error());
    if (*found) return path;
  }
  if (!any) return fail(std::string("none of the files of the target's store exists"));
  return std::string();
}

}  // namespace assay::conformance::live
