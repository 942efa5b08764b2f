#pragma once
// A target file (conformance/targets/*.yaml): the implementation under test as its owner describes it. conformance/targets/README.md lists
// the keys.

#include <filesystem>
#include <optional>
#include <string>

#include "conformance/engine/target.hpp"
#include "conformance/live/sms_message.hpp"
#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"

namespace assay::conformance::live {

struct TargetFile {
  engine::Target target;         ///< endpoints stay empty until the implementation has said where it listens
  std::filesystem::path folder;  ///< of the file; commands run in it
  /// Starts the implementation in the foreground; it prints a line `ready {...}` (launch.hpp). Empty: the implementation is running
  /// already, at the endpoints that the file names; or it is the simulator.
  std::string launch;
  /// How codes come to us: one way at most, else by the file that a ready line names.
  struct Sms {
    std::string file;     ///< where an implementation that runs already writes its codes
    std::string command;  ///< prints the code of $ASSAY_NUMBER (sms_command.hpp)
    std::string fixed;    ///< the code of every number
    std::optional<Endpoint> webhook;  ///< where we listen for what a provider is posted; port 0 picks a free one
    std::string webhook_path = "/";
    SmsFields fields;
  };
  Sms sms;
  std::string control;   ///< the control interface of an implementation that runs already (control.hpp)
  /// The failures that its owner knows about (baseline.hpp); empty: none.
  std::filesystem::path baseline;
};

[[nodiscard]] Result<TargetFile, config::Diagnostics> load_target(const std::filesystem::path& path);

}  // namespace assay::conformance::live
