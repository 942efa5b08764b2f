#pragma once
// Where a server's wake-ups go: a file, a command or a URL.

#include <memory>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/log.hpp"
#include "reference/server/push_sink.hpp"
#include "reference/service/settings.hpp"

namespace assay::service {

/// {"service":"push.example.org","node":"yxs32uqsflafdk3iuqo","secret":"eruio234vzxc2kla-91"}: what the device registered and nothing else.
[[nodiscard]] std::string push_object(const server::WakeUp& wake_up);

/// The sink that the settings name; without one, a sink that reaches nobody. The error is one sentence. `log`, which must outlive the sink
/// and takes lines from any thread, hears of a way that is broken, never of who was to be woken.
[[nodiscard]] Result<std::unique_ptr<server::PushSink>, std::string> open_push(const PushSettings& settings, server::Log& log);

}  // namespace assay::service
