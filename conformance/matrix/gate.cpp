#include "conformance/matrix/gate.hpp"

namespace assay::conformance::matrix {

void Gate::cut_at(const std::string& phone, Direction direction, std::uint64_t octets) { cut_ = Cut{phone, direction, octets}; }

void Gate::call_at(std::uint64_t octets, std::function<void()> what) { call_ = {octets, std::move(what)}; }

void Gate::reset() {
  cut_.reset();
  call_.reset();
  passed_.clear();
  all_passed_ = 0;
}

std::uint64_t Gate::passed(const std::string& phone, Direction direction) const {
  const auto found = passed_.find({phone, direction});
  return found == passed_.end() ? 0 : found->second;
}

void Gate::handle(Conn conn, const Event& event, const Now&) {
  std::visit(overloaded{
                 [&](const Opened& what) { opened(conn, what); },
                 [&](const Received& what) { received(conn, what.bytes); },
                 [&](const Sent& what) {
                   const auto half = halves_.find(conn);
                   if (half == halves_.end()) return;
                   half->second.unsent -= what.bytes;
                   drained(conn);
                 },
                 [&](const PeerFinished&) {
                   const auto half = halves_.find(conn);
                   if (half != halves_.end()) due_.push_back(Finish{half->second.other});
                 },
                 [&](const Closed&) { closed(conn); },
                 [](const Secured&) {},
             },
             event);
}

void Gate::opened(Conn conn, const Opened& opened) {
  if (is_outbound(conn)) {
    const auto half = halves_.find(conn);
    if (half == halves_.end()) return;
    half->second.open = true;
    send(half->second, conn, std::exchange(half->second.early, {}));
    return;
  }
  if (!server_ || refused_.contains(opened.listener)) return due_.push_back(Abort{conn});
  const Conn to = outbound(++made_);
  halves_[conn] = {.other = to, .phone = opened.listener, .direction = Direction::Up, .open = true, .early = {}};
  halves_[to] = {.other = conn, .phone = opened.listener, .direction = Direction::Down, .early = {}};
  due_.push_back(Connect{to, *server_});
}

void Gate::received(Conn conn, ByteView octets) {
  const auto half = halves_.find(conn);
  if (half == halves_.end() || half->second.ending) return;
  Half& from = half->second;
  Half& to = halves_.at(from.other);
  const bool cuts = cut_ && cut_->phone == from.phone && cut_->direction == from.direction && cut_->octets <= octets.size();
  if (cuts) octets = octets.substr(0, cut_->octets);
  if (cut_ && !cuts && cut_->phone == from.phone && cut_->direction == from.direction) cut_->octets -= octets.size();
  passed_[{from.phone, from.direction}] += octets.size();
  all_passed_ += octets.size();
  send(to, from.other, octets);
  if (cuts) {
    cut_.reset();
    from.ending = to.ending = true;
    drained(from.other);
  }
  if (call_ && all_passed_ >= call_->first) std::exchange(call_, std::nullopt)->second();
}

void Gate::send(Half& half, Conn conn, ByteView octets) {
  if (!half.open) return void(half.early += octets);
  if (octets.empty()) return;
  half.unsent += octets.size();
  due_.push_back(Send{conn, Bytes(octets)});
}

// The prefix has left: now the connection may go.
void Gate::drained(Conn conn) {
  const Half& half = halves_.at(conn);
  if (half.ending && half.unsent == 0) abort_both(conn);
}

void Gate::closed(Conn conn) {
  if (halves_.contains(conn)) abort_both(conn);
}

void Gate::abort_both(Conn conn) {
  const Conn other = halves_.at(conn).other;
  for (const Conn one : {conn, other}) {
    halves_.erase(one);
    due_.push_back(Abort{one});
  }
}

std::optional<Action> Gate::next_action() {
  if (due_.empty()) return std::nullopt;
  Action action = std::move(due_.front());
  due_.pop_front();
  return action;
}

}  // namespace assay::conformance::matrix
