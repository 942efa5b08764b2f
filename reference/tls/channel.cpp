#include "reference/tls/channel.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/tls/session.hpp"

namespace assay::tls {
namespace {

// Octets are fed in slices of this size, so that those behind a handshake are not counted among its own.
constexpr std::size_t kSlice = 16'384;

}  // namespace

Channel::Channel() = default;
Channel::Channel(Channel&&) noexcept = default;
Channel& Channel::operator=(Channel&&) noexcept = default;
Channel::~Channel() = default;

bool Channel::is_secured() const { return established_ && !failed_; }

void Channel::secure(const Context& context, TlsSide side, std::string_view server_name, RandomSource& random, const Now& now) {
  ASSAY_ASSERT(session_ == nullptr);
  ASSAY_ASSERT(context.side() == side);
  session_ = std::make_unique<Session>(context, server_name, random);
  if (peer_finished_ || finishing_) {
    fail("truncated: one side finished before the handshake");
    return;
  }
  session_->judge_certificates_at(now.wall);
  continue_handshake();
}

void Channel::receive(ByteView octets, const Now& now) {
  if (failed_ || peer_finished_ || octets.empty()) return;
  if (session_) {
    receive_secured(octets, now);
    return;
  }
  events_.push({Received{}, Bytes(octets)});
}

void Channel::receive_secured(ByteView octets, const Now& now) {
  if (!established_) session_->judge_certificates_at(now.wall);
  while (!octets.empty() && !failed_ && !peer_finished_) {
    const ByteView slice = octets.substr(0, kSlice);
    octets.remove_prefix(slice.size());
    if (!established_) {
      handshake_octets_ += slice.size();
      if (handshake_octets_ > kHandshakeOctets) {
        fail("handshake: longer than 65536 octets");
        return;
      }
    }
    session_->feed(slice);
    if (!established_) continue_handshake();
    if (established_) read_records();
  }
}

void Channel::continue_handshake() {
  switch (session_->handshake()) {
    case Progress::NeedsInput: break;
    case Progress::PeerClosed: fail("handshake: the peer closed it"); return;
    case Progress::Failed: fail("handshake: " + session_->failure()); return;
    case Progress::Done:
      established_ = true;
      events_.push({Secured{session_->facts()}, {}});
      session_->settle();
      write_records(std::exchange(waiting_, {}));
      if (finishing_) session_->close_notify();
      break;
  }
  take_session_output();
}

void Channel::read_records() {
  Bytes plaintext;
  Progress progress = Progress::Done;
  while (progress == Progress::Done) progress = session_->read(plaintext);
  // Before the failure: what came before it was authentic.
  if (!plaintext.empty()) events_.push({Received{}, std::move(plaintext)});
  if (progress == Progress::Failed) {
    fail("record: " + session_->failure());
    return;
  }
  if (progress == Progress::PeerClosed) {
    peer_finished_ = true;
    events_.push({PeerFinished{}, {}});
  }
  take_session_output();
}

void Channel::receive_end() {
  if (failed_ || peer_finished_) return;
  if (!session_) {
    peer_finished_ = true;
    events_.push({PeerFinished{}, {}});
  } else {
    fail(established_ ? "truncated: the connection ended without close_notify" : "truncated: the connection ended during the handshake");
  }
}

void Channel::send(ByteView plaintext) {
  if (failed_ || finishing_) return;
  if (!session_) {
    output_.append(plaintext);
    plaintext_written_ += plaintext.size();
  } else if (established_) {
    write_records(plaintext);
    take_session_output();
  } else {
    waiting_.append(plaintext);
  }
}

void Channel::write_records(ByteView plaintext) {
  if (!session_->write(plaintext)) {
    fail("record: " + session_->failure());
    return;
  }
  plaintext_written_ += plaintext.size();
}

void Channel::finish() {
  if (failed_ || finishing_) return;
  finishing_ = true;
  if (!established_) return;
  session_->close_notify();
  take_session_output();
}

void Channel::take_session_output() {
  Bytes fresh = session_->take_output();
  output_.empty() ? void(output_ = std::move(fresh)) : void(output_ += fresh);
}

void Channel::fail(std::string detail) {
  if (failed_) return;
  failed_ = true;
  take_session_output();  // the alert
  waiting_.clear();
  events_.push({Closed{CloseReason::TlsFailed, std::move(detail), session_->peer_alert()}, {}});
}

std::optional<Event> Channel::next_event() {
  if (events_.empty()) {
    current_ = {};  // an idle connection keeps no octets
    return std::nullopt;
  }
  current_ = events_.take();
  if (auto* received = std::get_if<Received>(&current_.event)) received->bytes = current_.octets;
  return current_.event;
}

Bytes Channel::take_output() { return std::exchange(output_, {}); }

}  // namespace assay::tls
