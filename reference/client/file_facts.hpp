#pragma once

#include <cstdint>
#include <string>

namespace assay::client {

/// What the user is told of a file before it is fetched. All of it is its sender's word.
struct FileFacts {
  std::string type;  ///< media type
  std::string name;  ///< no path (MSG-25x)
  std::uint64_t octets = 0;
  bool voice = false;  ///< a voice note: MarkRead says when it was heard
};

}  // namespace assay::client
