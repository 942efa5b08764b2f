#pragma once

#include "reference/base/bytes.hpp"

// C libraries want octets as unsigned char.
namespace assay::crypto {

inline const unsigned char* octets(ByteView view) { return reinterpret_cast<const unsigned char*>(view.data()); }
inline unsigned char* octets(Bytes& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace assay::crypto
