#pragma once
// Where wake-ups leave the server: a push service's side of XEP-0357. A wake-up says nothing of what waits (OFF-14).

#include <cstdint>
#include <string>
#include <vector>

namespace assay::server {

struct WakeUp {
  std::uint64_t number = 0;  ///< by which its result is told; none of the service's business
  std::string service;       ///< the address of the push service
  std::string node;          ///< as the device named itself to it
  std::string secret;        ///< secret: shows the service that the device asked for it
};

struct WakeUpResult {
  enum class Outcome {
    Taken,
    Failed,  ///< another one may do better
    Gone,    ///< the service knows no such device (any more)
  };
  std::uint64_t number = 0;
  Outcome outcome = Outcome::Taken;
};

class PushSink {
 public:
  PushSink() = default;
  PushSink(const PushSink&) = delete;
  PushSink& operator=(const PushSink&) = delete;
  virtual ~PushSink() = default;
  /// Called after the commit of the turn that made the wake-up. Waits for nobody.
  virtual void send(const WakeUp& wake_up) = 0;
  /// What has become known since the last call, in that order; each once, and possibly never.
  [[nodiscard]] virtual std::vector<WakeUpResult> take_results() = 0;
};

/// Reaches nobody, and says so to nobody.
class NoPush final : public PushSink {
 public:
  void send(const WakeUp&) override {}
  std::vector<WakeUpResult> take_results() override { return {}; }
};
/// For servers without push: it has no state.
[[nodiscard]] inline PushSink& no_push() {
  static NoPush sink;
  return sink;
}

}  // namespace assay::server
