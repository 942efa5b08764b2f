#define OPENSSL_SUPPRESS_DEPRECATED  // RAND_METHOD: a provider of our own would be the other way, at ten times the code

#include "reference/tls/random_scope.hpp"

#include <cstddef>

#include <openssl/rand.h>

#include "reference/base/assert.hpp"

namespace assay::tls {
namespace {

thread_local RandomSource* current_source = nullptr;

int draw(unsigned char* out, int size) {
  if (current_source == nullptr) return RAND_OpenSSL()->bytes(out, size);
  current_source->fill(out, static_cast<std::size_t>(size));
  return 1;
}

int ready() { return 1; }

void install_once() {
  static const RAND_METHOD method{nullptr, draw, nullptr, nullptr, draw, ready};
  static const bool installed = RAND_set_rand_method(&method) == 1;
  ASSAY_ASSERT(installed);
}

}  // namespace

RandomScope::RandomScope(RandomSource& random) : before_(current_source) {
  install_once();
  current_source = &random;
}

RandomScope::~RandomScope() { current_source = before_; }

}  // namespace assay::tls
