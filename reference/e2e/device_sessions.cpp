#include "reference/e2e/device_sessions.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/e2e/octets.hpp"

namespace assay::e2e {
namespace {

constexpr std::uint8_t kSessionsVersion = 1;

}  // namespace

Result<bool, Fault> DeviceSessions::begin(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random) {
  if (identity_ && *identity_ != bundle.identity_key) return fail(Fault::IdentityChanged);
  auto session = Session::initiate(identity, bundle, random);
  if (!session) return fail(session.error());
  put_first(std::move(*session));
  return true;
}

KeyMessage DeviceSessions::encrypt(ByteView plaintext, RandomSource& random) {
  ASSAY_ASSERT(can_encrypt());
  return sessions_.front().encrypt(plaintext, random);
}

Result<DeviceSessions::Decrypted, Fault> DeviceSessions::decrypt_by(std::size_t place, const AuthenticatedMessage& message) {
  auto plaintext = sessions_[place].decrypt(message);
  if (!plaintext) return fail(plaintext.error());
  Decrypted decrypted{std::move(*plaintext), false, false, sessions_[place].take_heartbeat()};
  promote(place);
  return decrypted;
}

Result<DeviceSessions::Decrypted, Fault> DeviceSessions::decrypt(OwnKeys& own, const KeyMessage& message) {
  if (!message.key_exchange) {
    const auto parsed = AuthenticatedMessage::parse(message.octets);
    if (!parsed) return fail(Fault::Malformed);
    Fault worst = Fault::NoSession;
    for (std::size_t place = 0; place < sessions_.size(); ++place) {
      auto decrypted = decrypt_by(place, *parsed);
      if (decrypted) return decrypted;
      // What one session knows as a replay is one, whatever the others say.
      if (worst != Fault::Replayed) worst = decrypted.error();
    }
    return fail(worst);
  }

  const auto exchange = KeyExchange::parse(message.octets);
  if (!exchange) return fail(Fault::Malformed);
  if (identity_ && *identity_ != exchange->header.identity_key) return fail(Fault::IdentityChanged);
  for (std::size_t place = 0; place < sessions_.size(); ++place)
    if (sessions_[place].was_begun_by(exchange->header)) return decrypt_by(place, exchange->message);
  const bool last_resort = own.is_last_resort(PreKeyId{exchange->header.prekey});
  auto accepted = Session::accept(own, *exchange);
  if (!accepted) return fail(accepted.error());
  const bool heartbeat = accepted->session.take_heartbeat();
  put_first(std::move(accepted->session));
  return Decrypted{std::move(accepted->plaintext), true, last_resort, heartbeat};
}

void DeviceSessions::reset() {
  sessions_.clear();
  identity_.reset();
}

void DeviceSessions::promote(std::size_t place) {
  if (place == 0) return;
  const auto chosen = sessions_.begin() + static_cast<std::ptrdiff_t>(place);
  std::rotate(sessions_.begin(), chosen, chosen + 1);
}

void DeviceSessions::put_first(Session session) {
  identity_ = session.their_identity();
  sessions_.insert(sessions_.begin(), std::move(session));
  if (sessions_.size() > kSessionsOfOneDevice) sessions_.pop_back();
}

crypto::Secret DeviceSessions::write() const {
  OctetWriter out(kSessionsVersion);
  out.bytes(identity_.value_or(""));
  out.number32(static_cast<std::uint32_t>(sessions_.size()));
  for (const Session& session : sessions_) session.write(out);
  return out.finish();
}

std::optional<DeviceSessions> DeviceSessions::parse(ByteView octets) {
  OctetReader in(octets, kSessionsVersion);
  DeviceSessions sessions;
  const ByteView identity = in.bytes();
  if (!identity.empty()) sessions.identity_ = Bytes(identity);
  const std::size_t count = in.count(kSessionsOfOneDevice);
  sessions.sessions_.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) sessions.sessions_.push_back(Session::read(in));
  if (!in.complete()) return std::nullopt;
  return sessions;
}

}  // namespace assay::e2e
