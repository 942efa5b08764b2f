#include "reference/server/code_pace.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kNumbers = "pace-number";
constexpr const char* kWindows = "pace-window";
constexpr Duration kDay = std::chrono::hours{24};
constexpr std::uint64_t kDoublings = 10;  // two minutes become a day and a half

Bytes device_of(const CodeRequester& requester) { return store::key({"device", requester.device_key}); }
Bytes address_of(const CodeRequester& requester) { return store::key({"address", address_prefix(requester.address)}); }

constexpr std::size_t kGroups = 8;
constexpr std::size_t kPrefixGroups = 4;

// "2001:db8" -> 2001, db8.
std::vector<std::string> groups_of(const std::string& text) {
  std::vector<std::string> groups;
  std::istringstream in(text);
  for (std::string group; std::getline(in, group, ':');) groups.push_back(group);
  return groups;
}

}  // namespace

std::optional<std::chrono::seconds> CodePace::wait(const CodeRequester& requester) const {
  const WallTime next = next_allowed(number(requester.digits));
  if (next > context_.now().wall) return seconds_until(next, context_.now().wall);
  if (const auto wait = window_wait(device_of(requester), context_.limits().code_requests_per_device)) return wait;
  return window_wait(address_of(requester), context_.limits().code_requests_per_address);
}

std::chrono::seconds CodePace::count(const CodeRequester& requester) const {
  const NumberPace pace{number(requester.digits).requests + 1, context_.now().wall};
  context_.store().put(kNumbers, store::key({requester.digits}), store::fields({store::ordered(pace.requests), stamp(pace.last)}));
  count_in_window(device_of(requester));
  count_in_window(address_of(requester));
  return seconds_until(next_allowed(pace), context_.now().wall);
}

std::chrono::seconds CodePace::until_next(const std::string& digits) const {
  return seconds_until(next_allowed(number(digits)), context_.now().wall);
}

void CodePace::forgive(const std::string& digits) const { context_.store().erase(kNumbers, store::key({digits})); }

CodePace::NumberPace CodePace::number(const std::string& digits) const {
  const std::optional<Bytes> value = context_.store().get(kNumbers, store::key({digits}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {};
  const NumberPace pace{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  // After a day of quiet beyond the wait, requests are no longer consecutive.
  if (context_.now().wall > next_allowed(pace) + kDay) return {};
  return pace;
}

WallTime CodePace::next_allowed(const NumberPace& pace) const {
  if (pace.requests == 0) return {};
  return pace.last + context_.limits().code_request_pace * static_cast<std::int64_t>(1ULL << std::min(pace.requests - 1, kDoublings));
}

CodePace::Window CodePace::window(const Bytes& key) const {
  const std::optional<Bytes> value = context_.store().get(kWindows, key);
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {0, context_.now().wall};
  const Window window{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  if (context_.now().wall >= window.start + kDay) return {0, context_.now().wall};
  return window;
}

void CodePace::count_in_window(const Bytes& key) const {
  const Window now = window(key);
  context_.store().put(kWindows, key, store::fields({store::ordered(now.requests + 1), stamp(now.start)}));
}

std::optional<std::chrono::seconds> CodePace::window_wait(const Bytes& key, std::size_t limit) const {
  const Window now = window(key);
  if (now.requests < limit) return std::nullopt;
  return seconds_until(now.start + kDay, context_.now().wall);
}

std::string address_prefix(const std::string& host) {
  if (host.find(':') == std::string::npos) return host;
  // An IPv4 address in IPv6 clothes.
  if (host.find('.') != std::string::npos) return host.substr(host.rfind(':') + 1);
  // "::" stands for as many zero groups as are missing (RFC 5952 section 4.2).
  const std::size_t gap = host.find("::");
  std::vector<std::string> groups = groups_of(host.substr(0, gap));
  if (gap != std::string::npos) {
    const std::vector<std::string> behind = groups_of(host.substr(gap + 2));
    while (groups.size() + behind.size() < kGroups) groups.emplace_back("0");
    groups.insert(groups.end(), behind.begin(), behind.end());
  }
  groups.resize(kPrefixGroups, "0");
  std::string prefix;
  for (const std::string& group : groups) prefix += (prefix.empty() ? "" : ":") + group;
  return prefix;
}

}  // namespace assay::server
