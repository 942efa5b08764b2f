#include "sim/world/courier.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::sim::world {
namespace {

constexpr Duration kTransferTime = std::chrono::minutes{5};
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kHttps = "https://";

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Of a head that says it in these very letters, as our media host and the engine do.
std::optional<std::uint64_t> content_length(std::string_view head) {
  constexpr std::string_view kField = "\r\nContent-Length: ";
  const std::size_t at = head.find(kField);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view rest = head.substr(at + kField.size());
  return number_in<std::uint64_t>(rest.substr(0, rest.find("\r\n")));
}

std::string request_of(const client::Transfer& transfer, const std::string& host, const std::string& path) {
  const bool puts = transfer.method == client::Transfer::Method::Put;
  std::string head = (puts ? "PUT " : "GET ") + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n";
  if (!puts) return head + "\r\n";
  head += "Content-Type: application/octet-stream\r\nContent-Length: " + std::to_string(transfer.octets->size()) + "\r\n";
  if (!transfer.authorization.empty()) head += "Authorization: " + transfer.authorization + "\r\n";
  return head + "\r\n" + *transfer.octets;
}

}  // namespace

void Courier::begin(client::Transfer transfer, const Now& now) {
  const std::string rest = transfer.url.starts_with(kHttps) ? transfer.url.substr(kHttps.size()) : std::string();
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string host = rest.substr(0, slash);
  const std::size_t colon = host.find(':');
  const auto port = colon == std::string::npos ? std::optional<std::uint16_t>(443) : number_in<std::uint16_t>(host.substr(colon + 1));
  if (host.empty() || !port) {
    delivered_.push_back({transfer.number, {}});
    return;
  }
  const Conn conn = outbound(next_++);
  const std::string name = host.substr(0, colon);
  errands_.emplace(conn, Errand{std::move(transfer), host, slash < rest.size() ? rest.substr(slash) : "/", now.monotonic + kTransferTime});
  actions_.push_back(Connect{conn, {name, *port}});
}

std::optional<Courier::Delivered> Courier::next_delivered() {
  if (delivered_.empty()) return std::nullopt;
  Delivered one = std::move(delivered_.front());
  delivered_.pop_front();
  return one;
}

void Courier::handle(Conn conn, const Event& event, const Now&) {
  const auto found = errands_.find(conn);
  if (found == errands_.end()) return;
  Errand& errand = found->second;
  std::visit(overloaded{
                 [&](const Opened&) {
                   actions_.push_back(Secure{conn, TlsSide::Client, errand.host.substr(0, errand.host.find(':'))});
                 },
                 [&](const Secured&) {
                   actions_.push_back(Send{conn, request_of(errand.transfer, errand.host, errand.path)});
                 },
                 [&](const Received& came) {
                   errand.answer += came.bytes;
                   take(conn, errand, false);
                 },
                 [&](const PeerFinished&) { take(conn, errand, true); },
                 [&](const Closed&) { end(conn, {}); },
                 [](const auto&) {},
             },
             event);
}

/// `is_whole`: nothing follows.
void Courier::take(Conn conn, Errand& errand, bool is_whole) {
  const std::string_view text = errand.answer;
  const std::size_t end_of_head = text.find(kHeadEnd);
  constexpr std::size_t kStatusAt = 9;  // behind "HTTP/1.1 "
  const auto status = text.size() > kStatusAt + 3 ? number_in<unsigned>(text.substr(kStatusAt, 3)) : std::nullopt;
  if (end_of_head == std::string_view::npos || !status) {
    if (is_whole) end(conn, {});
    return;
  }
  const auto wanted = content_length(text.substr(0, end_of_head));
  const std::string_view body = text.substr(end_of_head + kHeadEnd.size());
  const bool is_file = errand.transfer.method == client::Transfer::Method::Get && *status == 200;
  if (is_file && body.size() > errand.transfer.most_octets) return end(conn, {*status, {}, true});
  const bool is_there = wanted ? body.size() >= *wanted : is_whole;
  if (is_there) return end(conn, {*status, is_file ? Bytes(body.substr(0, wanted.value_or(body.size()))) : Bytes(), false});
  if (is_whole) end(conn, {});  // it was to be longer
}

void Courier::end(Conn conn, client::Transferred result) {
  const auto found = errands_.find(conn);
  delivered_.push_back({found->second.transfer.number, std::move(result)});
  errands_.erase(found);
  actions_.push_back(Abort{conn});
}

void Courier::timer(const Now& now) {
  std::vector<Conn> late;
  for (const auto& [conn, errand] : errands_) {
    if (errand.deadline <= now.monotonic) late.push_back(conn);
  }
  for (const Conn conn : late) end(conn, {});
}

std::optional<Action> Courier::next_action() {
  if (actions_.empty()) return std::nullopt;
  Action action = std::move(actions_.front());
  actions_.pop_front();
  return action;
}

std::optional<Instant> Courier::next_deadline() const {
  std::optional<Instant> first;
  for (const auto& [conn, errand] : errands_) {
    if (!first || errand.deadline < *first) first = errand.deadline;
  }
  return first;
}

}  // namespace assay::sim::world
