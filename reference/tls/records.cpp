#include "reference/tls/records.hpp"

#include <algorithm>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace assay::tls {
namespace {

// A record's content and its type, and what may be added to both (RFC 8446 section 5.2).
constexpr std::size_t kMostInner = kRecordPlaintext + 1;
constexpr std::size_t kMostLength = kRecordPlaintext + 256;
// Section 5.5: with AES-GCM a key is good for 2^24.5 records.
constexpr std::uint64_t kRecordsOfAKey = std::uint64_t{1} << 24U;

constexpr char kFatal = 2;
constexpr ByteView kCloseNotify("\x01\x00", 2);

// KeyUpdate of section 4.6.3, up to what it asks for.
constexpr ByteView kKeyUpdate("\x18\x00\x00\x01", 4);
constexpr char kNotRequested = 0;
constexpr char kRequested = 1;

std::size_t length_of(ByteView header) {
  return static_cast<std::size_t>(static_cast<unsigned char>(header[3])) << 8U | static_cast<unsigned char>(header[4]);
}

// OpenSSL's words for the peer's alert.
std::string words_of(std::uint8_t alert) {
  const char* reason = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, SSL_AD_REASON_OFFSET + alert));
  return reason == nullptr ? "unknown alert" : reason;
}

}  // namespace

Records::Records(Suite suite, const TrafficSecrets& secrets, Wire& wire)
    : wire_(wire), reading_(suite, secrets.client), writing_(suite, secrets.server) {}

Progress Records::read(Bytes& plaintext) {
  // A record that has come whole is read where it lies; of others, first the header, then as much as it announces.
  for (;;) {
    const ByteView seen = part_.empty() ? wire_.in : ByteView(part_);
    std::size_t wanted = kRecordHeader;
    if (seen.size() >= kRecordHeader) {
      if (seen[0] != static_cast<char>(ContentType::ApplicationData)) return fail(SSL_AD_UNEXPECTED_MESSAGE, "bad record type");
      if (seen.substr(1, 2) != "\x03\x03") return fail(SSL_AD_DECODE_ERROR, "wrong version number");
      if (length_of(seen) <= kRecordTag) return fail(SSL_AD_BAD_RECORD_MAC, "decryption failed or bad record mac");
      if (length_of(seen) > kMostLength) return fail(SSL_AD_RECORD_OVERFLOW, "encrypted length too long");
      wanted += length_of(seen);
    }
    if (part_.empty() && wanted > kRecordHeader && seen.size() >= wanted) {
      wire_.in.remove_prefix(wanted);
      return take(seen.substr(0, wanted), plaintext);
    }
    if (wanted > kRecordHeader && part_.size() == wanted) return take(std::exchange(part_, {}), plaintext);
    if (wire_.in.empty()) return Progress::NeedsInput;
    const ByteView more = wire_.in.substr(0, wanted - part_.size());
    wire_.in.remove_prefix(more.size());
    part_ += more;
  }
}

Progress Records::take(ByteView record, Bytes& plaintext) {
  const std::size_t before = plaintext.size();
  if (!reading_.open(record, plaintext)) return fail(SSL_AD_BAD_RECORD_MAC, "decryption failed or bad record mac");
  const std::size_t end = plaintext.find_last_not_of('\0');
  if (plaintext.size() - before > kMostInner) return fail(SSL_AD_RECORD_OVERFLOW, "data length too long");
  if (end == Bytes::npos || end < before) return fail(SSL_AD_UNEXPECTED_MESSAGE, "bad record type");
  const auto type = static_cast<ContentType>(plaintext[end]);
  plaintext.resize(end);
  if (type == ContentType::ApplicationData) return Progress::Done;
  const Bytes content = plaintext.substr(before);
  plaintext.resize(before);
  if (type == ContentType::Alert) return take_alert(content);
  if (type == ContentType::Handshake) return take_handshake(content);
  return fail(SSL_AD_UNEXPECTED_MESSAGE, "bad record type");
}

// Section 6: close_notify ends what the peer says; all others but user_canceled, in front of which it stands, end the connection.
Progress Records::take_alert(ByteView content) {
  if (content.size() != 2) return fail(SSL_AD_DECODE_ERROR, "invalid alert");
  const auto alert = static_cast<std::uint8_t>(content[1]);
  if (alert == SSL_AD_CLOSE_NOTIFY) return Progress::PeerClosed;
  if (alert == SSL_AD_USER_CANCELLED) return Progress::Done;
  peer_alert_ = alert;
  failure_ = words_of(alert);
  return Progress::Failed;
}

// Nothing but KeyUpdate may come, and it has a record of its own: keys change between records (section 5.1).
Progress Records::take_handshake(ByteView content) {
  if (content.size() != kKeyUpdate.size() + 1 || !content.starts_with(kKeyUpdate)) return fail(SSL_AD_UNEXPECTED_MESSAGE, "unexpected message");
  if (content.back() != kNotRequested && content.back() != kRequested) return fail(SSL_AD_ILLEGAL_PARAMETER, "bad key update");
  reading_.advance();
  // Told when we write again: many requests in a row have one answer.
  if (content.back() == kRequested) owes_update_ = true;
  return Progress::Done;
}

Progress Records::fail(std::uint8_t alert, const char* why) {
  const char content[] = {kFatal, static_cast<char>(alert)};
  writing_.seal(ContentType::Alert, {content, sizeof content}, wire_.out);
  failure_ = why;
  return Progress::Failed;
}

void Records::update_keys() {
  writing_.seal(ContentType::Handshake, Bytes(kKeyUpdate) + kNotRequested, wire_.out);
  writing_.advance();
  owes_update_ = false;
}

void Records::write(ByteView plaintext) {
  for (std::size_t at = 0; at < plaintext.size(); at += kRecordPlaintext) {
    if (owes_update_ || writing_.records() >= kRecordsOfAKey) update_keys();
    writing_.seal(ContentType::ApplicationData, plaintext.substr(at, kRecordPlaintext), wire_.out);
  }
}

void Records::close_notify() { writing_.seal(ContentType::Alert, kCloseNotify, wire_.out); }

}  // namespace assay::tls
