#include "reference/service/control.hpp"

#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

namespace assay::service {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMostSeconds = 10 * 365.25 * 86'400;

std::string line(const Json& answer) { return answer.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string failed(const std::string& why) { return line({{"event", "failed"}, {"text", why}}); }

/// The command's "seconds", if they are a number of that range.
std::optional<Duration> seconds_of(const Json& command, double least) {
  const auto found = command.find("seconds");
  if (found == command.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= least && seconds <= kMostSeconds)) return std::nullopt;
  return Duration{std::llround(seconds * 1e9)};
}

}  // namespace

Result<void, std::string> Control::listen(const std::string& path) {
  auto listening = net::LineServer::listen(
      loop_, path, [this](std::string_view command, const net::LineServer::Answer& answer) { obey(command, answer); },
      {.too_long = failed("the line is longer than 4096 octets")});
  if (!listening) return fail(listening.error());
  lines_ = std::move(*listening);
  return {};
}

void Control::obey(std::string_view text, const net::LineServer::Answer& answer) {
  const Json command = Json::parse(text, nullptr, false);
  if (!command.is_object()) return answer(failed("the line is no JSON object"));
  const auto found = command.find("do");
  if (found == command.end() || !found->is_string()) return answer(failed("\"do\" is missing or no text"));
  const std::string& wanted = found->get_ref<const std::string&>();
  const auto with_wall = [this](const char* event) { return line({{"event", event}, {"wall", date_time(loop_.now().wall)}}); };
  if (wanted == "advance") {
    const std::optional<Duration> time = seconds_of(command, 0);
    if (!time) return answer(failed("\"seconds\" of advance must be a number from 0 to ten years"));
    return loop_.advance(*time, [answer, with_wall] { answer(with_wall("advanced")); });
  }
  if (wanted == "jump") {
    const std::optional<Duration> time = seconds_of(command, -kMostSeconds);
    if (!time) return answer(failed("\"seconds\" of jump must be a number of at most ten years either way"));
    loop_.jump(*time);
    return answer(with_wall("jumped"));
  }
  if (wanted == "status") {
    return answer(line({{"event", "status"},
                        {"sessions", server_.sessions()},
                        {"connections", server_.connections()},
                        {"wall", date_time(loop_.now().wall)}}));
  }
  answer(line({{"event", "unsupported"}, {"do", wanted}}));
}

}  // namespace assay::service
