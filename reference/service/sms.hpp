#pragma once
// Where a server's codes go: a file, a command or a URL.

#include <memory>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/log.hpp"
#include "reference/server/sms_sink.hpp"
#include "reference/service/settings.hpp"

namespace assay::service {

/// {"to":"+12025550101","method":"sms","code":"123456"}
[[nodiscard]] std::string sms_object(const server::Sms& sms);

/// The sink that the settings name; without one, a sink that reaches nobody. The error is one sentence. `log`, which must outlive the sink
/// and takes lines from any thread, hears of codes that could not be delivered, never of what they are or to whom they went.
[[nodiscard]] Result<std::unique_ptr<server::SmsSink>, std::string> open_sms(const SmsSettings& settings, server::Log& log);

}  // namespace assay::service
