#include "reference/client/chat/cabinet.hpp"

namespace assay::chat {

std::string numbered(const std::string& path, unsigned n) {
  if (n < 2) return path;
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  const std::size_t dot = path.rfind('.');
  const std::size_t end = dot == std::string::npos || dot <= name ? path.size() : dot;
  return path.substr(0, end) + " (" + std::to_string(n) + ')' + path.substr(end);
}

}  // namespace assay::chat
