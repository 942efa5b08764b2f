#pragma once
// The disk of `assay chat`.

#include "reference/client/chat/cabinet.hpp"

namespace assay::conformance::cli {

class ChatCabinet final : public chat::Cabinet {
 public:
  Result<Bytes, std::string> read(const std::string& path, std::size_t most) override;
  /// For its owner's eyes.
  Result<std::string, std::string> keep(const std::string& path, ByteView octets) override;
};

}  // namespace assay::conformance::cli
