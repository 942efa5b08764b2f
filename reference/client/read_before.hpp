#pragma once
// A message that may have been read before a crash (ENC-13b). Its key is gone then, and the server has it still: what was inside is kept
// with the keys, in one write, until the caller has it.

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/client/keyring.hpp"
#include "reference/client/sealing.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class ReadBefore {
 public:
  /// `ciphertext`: all that would be decrypted. Without an entry nothing is kept.
  ReadBefore(Keyring& keyring, std::string entry, std::initializer_list<ByteView> ciphertext, const e2e::Binding& outside);

  /// What was inside, or kTaken. Nothing for a message that is to be decrypted.
  [[nodiscard]] std::optional<Result<std::vector<xml::Element>, Unread>> answer() const;
  void keep(const std::vector<xml::Element>& content);

 private:
  Keyring& keyring_;
  std::string entry_;
  Bytes digest_;  // nothing without an entry
};

}  // namespace assay::client
