#include "reference/server/code_pace.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "reference/crypto/hash.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kNumbers = "pace-number";
constexpr const char* kWindows = "pace-window";
constexpr const char* kDue = "pace-due";
constexpr Duration kDay = std::chrono::hours{24};
constexpr std::uint64_t kDoublings = 10;  // two minutes become a day and a half
// A request writes at most five such records: what is over is forgotten faster than it can grow.
constexpr std::size_t kForgottenAtOnce = 10;

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

// --- one request ------------------------------------------------------------------------------------------------------------------

std::optional<std::chrono::seconds> CodePace::wait(const CodeRequester& requester) const {
  const WallTime now = context_.now().wall;
  WallTime next = next_allowed(number(requester.digits));
  for (const Budget& budget : budgets(requester)) next = std::max(next, next_allowed(budget));
  if (next <= now) return std::nullopt;
  return seconds_until(next, now);
}

std::chrono::seconds CodePace::count(const CodeRequester& requester) const {
  forget_some();
  const NumberPace pace{number(requester.digits).requests + 1, context_.now().wall};
  const Bytes key = number_key(requester.digits);
  context_.store().put(kNumbers, key, store::fields({store::ordered(pace.requests), stamp(pace.last)}));
  forget_later(kNumbers, key, next_allowed(pace) + kDay);
  for (const Budget& budget : budgets(requester)) count_in(budget);
  return until_next(requester.digits);
}

std::chrono::seconds CodePace::until_next(const std::string& digits) const {
  return seconds_until(std::max(next_allowed(number(digits)), next_allowed(number_budget(digits))), context_.now().wall);
}

// --- the wait that doubles --------------------------------------------------------------------------------------------------------

void CodePace::forgive(const std::string& digits) const { context_.store().erase(kNumbers, number_key(digits)); }

Bytes CodePace::number_key(const std::string& digits) const {
  return store::key({crypto::hmac_sha256(context_.keys.codes.reveal(), store::fields({"pace", digits}))});
}

CodePace::NumberPace CodePace::number(const std::string& digits) const {
  const std::optional<Bytes> value = context_.store().get(kNumbers, number_key(digits));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {};
  const NumberPace pace{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  // After a day of quiet beyond the wait, requests are no longer consecutive.
  if (context_.now().wall >= next_allowed(pace) + kDay) return {};
  return pace;
}

WallTime CodePace::next_allowed(const NumberPace& pace) const {
  if (pace.requests == 0) return {};
  return pace.last + context_.limits().code_request_pace * static_cast<std::int64_t>(1ULL << std::min(pace.requests - 1, kDoublings));
}

// --- budgets ----------------------------------------------------------------------------------------------------------------------

CodePace::Budget CodePace::number_budget(const std::string& digits) const {
  return {store::key({"number", number_key(digits)}), context_.limits().code_requests_per_number, kDay};
}

std::array<CodePace::Budget, 4> CodePace::budgets(const CodeRequester& requester) const {
  const Limits& limits = context_.limits();
  const std::string address = address_prefix(requester.address);
  return {number_budget(requester.digits),
          Budget{store::key({"device", requester.device_key}), limits.code_requests_per_device, kDay},
          Budget{store::key({"address", address}), limits.code_requests_per_address, kDay},
          Budget{store::key({"burst", address}), limits.code_burst_per_address, limits.code_burst_window}};
}

CodePace::Window CodePace::window(const Budget& budget) const {
  const std::optional<Bytes> value = context_.store().get(kWindows, budget.key);
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {0, context_.now().wall};
  const Window window{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  if (context_.now().wall >= window.start + budget.span) return {0, context_.now().wall};
  return window;
}

void CodePace::count_in(const Budget& budget) const {
  const Window now = window(budget);
  context_.store().put(kWindows, budget.key, store::fields({store::ordered(now.requests + 1), stamp(now.start)}));
  if (now.requests == 0) forget_later(kWindows, budget.key, now.start + budget.span);
}

WallTime CodePace::next_allowed(const Budget& budget) const {
  const Window now = window(budget);
  return now.requests < budget.limit ? WallTime{} : now.start + budget.span;
}

// --- what is over -----------------------------------------------------------------------------------------------------------------

void CodePace::forget_later(std::string_view space, const Bytes& key, WallTime due) const {
  context_.store().put(kDue, store::key({stamp(due), space, key}), stamp(context_.now().wall));
}

// A record that was written since a due time was noted has a later one, too, and stays.
void CodePace::forget_some() const {
  std::vector<std::pair<Bytes, std::vector<Bytes>>> due;
  context_.store().scan(kDue, {}, {}, [&](ByteView key, ByteView noted) {
    auto parts = store::key_parts(key);
    if (!parts || parts->size() < 3 || from_stamp((*parts)[0]) > context_.now().wall) return false;
    parts->emplace_back(noted);
    due.emplace_back(key, std::move(*parts));
    return due.size() < kForgottenAtOnce;
  });
  for (const auto& [key, parts] : due) {
    context_.store().erase(kDue, key);
    const std::optional<Bytes> value = context_.store().get(parts[1], parts[2]);
    const auto f = value ? store::from_fields(*value) : std::nullopt;
    if (f && f->size() >= 2 && (*f)[1] <= parts[3]) context_.store().erase(parts[1], parts[2]);
  }
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
