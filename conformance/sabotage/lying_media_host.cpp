#include "conformance/sabotage/lying_media_host.hpp"

#include <algorithm>
#include <utility>

namespace assay::conformance::sabotage {
namespace {

constexpr std::string_view kEnd = "\r\n\r\n";
// What has no end by then is none that the host would take.
constexpr std::size_t kMostOctets = 16'384;

}  // namespace

void LyingMediaHost::handle(Conn conn, const Event& event, const Now& now) {
  if (std::holds_alternative<Opened>(event)) talks_[conn];
  const auto found = talks_.find(conn);
  if (found == talks_.end()) return sound_.handle(conn, event, now);
  Talk& talk = found->second;
  if (const auto* came = std::get_if<Received>(&event)) return received(conn, talk, came->bytes, now);
  if (const auto* left = std::get_if<Sent>(&event)) return sound_.handle(conn, Sent{counted(talk, left->bytes)}, now);
  if (std::holds_alternative<PeerFinished>(event) && !talk.is_heard) pass_head(conn, talk, now);
  if (std::holds_alternative<Closed>(event)) talks_.erase(found);
  sound_.handle(conn, event, now);
}

void LyingMediaHost::received(Conn conn, Talk& talk, ByteView octets, const Now& now) {
  if (talk.is_heard || !lies_.heard) return sound_.handle(conn, Received{octets}, now);
  talk.head += octets;
  if (talk.head.find(kEnd) != Bytes::npos || talk.head.size() > kMostOctets) pass_head(conn, talk, now);
}

void LyingMediaHost::pass_head(Conn conn, Talk& talk, const Now& now) {
  talk.is_heard = true;
  const std::size_t end = talk.head.find(kEnd);
  if (end != Bytes::npos) {
    const std::string rest = talk.head.substr(end + kEnd.size());
    talk.head = lies_.heard(static_cast<std::uint64_t>(conn), talk.head.substr(0, end + kEnd.size())) + rest;
  }
  const Bytes whole = std::exchange(talk.head, {});
  if (!whole.empty()) sound_.handle(conn, Received{whole}, now);
}

/// Of the octets that left, those that the host sent.
std::size_t LyingMediaHost::counted(Talk& talk, std::size_t octets) {
  const std::size_t not_its = std::min(octets, std::exchange(talk.put_in, talk.put_in - std::min(octets, talk.put_in)));
  return octets - not_its + std::exchange(talk.taken_out, 0);
}

std::optional<Action> LyingMediaHost::next_action() {
  std::optional<Action> action = sound_.next_action();
  if (auto* send = action ? std::get_if<Send>(&*action) : nullptr) send->bytes = said(send->conn, std::move(send->bytes));
  return action;
}

Bytes LyingMediaHost::said(Conn conn, Bytes octets) {
  const auto found = talks_.find(conn);
  const std::size_t end = octets.find(kEnd);
  if (!lies_.said || found == talks_.end() || found->second.is_said || end == Bytes::npos) return octets;
  if (defects::has_status(octets, "100")) return octets;
  Talk& talk = found->second;
  talk.is_said = true;
  const std::string head = lies_.said(static_cast<std::uint64_t>(conn), octets.substr(0, end + kEnd.size()));
  const std::size_t before = end + kEnd.size();
  if (head.size() < before) talk.taken_out = before - head.size();
  if (head.size() > before) talk.put_in = head.size() - before;
  return head + octets.substr(before);
}

}  // namespace assay::conformance::sabotage
