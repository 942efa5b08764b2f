#pragma once
// Makes OpenSSL draw from a RandomSource of ours while a scope is alive, on this thread. Of this room alone.

#include "reference/base/random_source.hpp"

namespace assay::tls {

/// Around every call that may draw random octets (keys, nonces, hello randoms). Outside of any scope OpenSSL draws from its own
/// generator. Scopes nest.
class RandomScope {
 public:
  explicit RandomScope(RandomSource& random);
  RandomScope(const RandomScope&) = delete;
  RandomScope& operator=(const RandomScope&) = delete;
  ~RandomScope();

 private:
  RandomSource* before_;
};

}  // namespace assay::tls
