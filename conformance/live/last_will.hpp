#pragma once
// What we started must not outlive us, also when we are killed and can clean up nothing: a small process of its own waits for our end and
// then ends the group that it was told of.

#include <string>

#include <sys/types.h>

#include "reference/base/result.hpp"

namespace assay::conformance::live {

class LastWill {
 public:
  LastWill() = default;
  LastWill(const LastWill&) = delete;
  LastWill& operator=(const LastWill&) = delete;
  /// Withdraws it.
  ~LastWill() { withdraw(); }

  /// From now on the process group `group` is ended (SIGTERM, after two seconds SIGKILL) when this process ends, however it does.
  [[nodiscard]] Result<void, std::string> make(pid_t group);
  /// Once the group has ended, and before its number can be another's.
  void withdraw();

 private:
  pid_t executor_ = -1;
  int life_ = -1;  ///< open as long as we live; the executor reads the end of it
};

}  // namespace assay::conformance::live
