#include "reference/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace assay {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
  std::abort();
}

}  // namespace assay
