#pragma once
// What comes of a step on a TLS connection. Of this room alone.

namespace assay::tls {

enum class Progress {
  Done,        ///< read(): something was read, perhaps there is more
  NeedsInput,  ///< all octets fed so far are used up
  PeerClosed,  ///< close_notify came
  Failed,      ///< failure() says why
};

}  // namespace assay::tls
