#pragma once
// Slots (spec chapter 10): leave to put one file, given by the server and read by the media host. They share a key and nothing else: what
// the host has to know stands in the slot, which its uploader carries in a header and cannot change.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::media {

struct Slot {
  std::string id;  ///< names the file: 43 characters of base64url, which nobody can guess
  std::uint64_t octets = 0;
  Bytes sha256;  ///< of these octets: 32
  WallTime expires{};
};

class SlotKey {
 public:
  /// `secret` is the operator's, of any length; the key is derived from it for this use alone.
  explicit SlotKey(ByteView secret);

  /// The name of a file of that account. The same octets of the same account have the same name, and of no other (MSG-26c).
  [[nodiscard]] std::string id_of(std::string_view account, std::uint64_t octets, ByteView sha256) const;
  /// What stands in the header `Authorization` when the file is put.
  [[nodiscard]] std::string write(const Slot& slot) const;
  /// The slot, if it was written by this key and is for the file of that name. It may have expired.
  [[nodiscard]] std::optional<Slot> read(std::string_view id, std::string_view authorization) const;

 private:
  [[nodiscard]] Bytes mac(const Slot& slot) const;
  crypto::Secret key_;
};

}  // namespace assay::media
