#include "conformance/cli/kept_file.hpp"

#include <cstdio>
#include <filesystem>

#include "reference/service/private_file.hpp"

namespace assay::conformance::cli {

void KeptFile::write(ByteView contents) {
  const auto written = service::write_private_file(path_, contents);
  if (!written && written_) std::fprintf(stderr, "assay chat: %s\n", written.error().c_str());
  written_ = written.has_value();
}

void KeptFile::erase() {
  std::error_code error;
  std::filesystem::remove(path_, error);
  if (error) std::fprintf(stderr, "assay chat: cannot erase %s: %s\n", path_.c_str(), error.message().c_str());
  written_ = true;
}

}  // namespace assay::conformance::cli
