#include "reference/tls/session.hpp"

#include <array>
#include <chrono>
#include <ctime>
#include <utility>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "reference/base/assert.hpp"
#include "reference/tls/channel_binding.hpp"
#include "reference/tls/random_scope.hpp"

namespace assay::tls {

Session::Session(const Context& context, std::string_view server_name, RandomSource& random) : random_(random) {
  const RandomScope scope(random_);
  ssl_.reset(SSL_new(context.context_.get()));
  ASSAY_ASSERT(ssl_ != nullptr);
  BIO* bio = wire_bio(wire_).release();
  SSL_set_bio(ssl_.get(), bio, bio);
  if (context.side() == TlsSide::Server) {
    SSL_set_accept_state(ssl_.get());
    secrets_ = std::make_unique<TrafficSecrets>();
    note_secrets(ssl_.get(), *secrets_);
  } else {
    SSL_set_connect_state(ssl_.get());
    expect_name(server_name, context.verifies_);
  }
}

void Session::expect_name(std::string_view server_name, bool verifies) {
  const std::string name(server_name);
  const bool is_ip = is_ip_address(name);
  // RFC 6066 section 3: IP addresses are not permitted in SNI.
  if (!is_ip && !name.empty()) SSL_set_tlsext_host_name(ssl_.get(), name.c_str());
  if (!verifies) return;
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl_.get());
  X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  // An empty name would switch the check off; the root's name is carried by no certificate.
  const std::string demanded = name.empty() ? "." : name;
  ASSAY_ASSERT((is_ip ? X509_VERIFY_PARAM_set1_ip_asc(expected, name.c_str())
                      : X509_VERIFY_PARAM_set1_host(expected, demanded.data(), demanded.size())) == 1);
}

void Session::judge_certificates_at(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
  X509_VERIFY_PARAM_set_time(SSL_get0_param(ssl_.get()), static_cast<std::time_t>(seconds));
}

void Session::feed(ByteView octets) {
  ASSAY_ASSERT(wire_.in.empty());
  wire_.in = octets;
}

Bytes Session::take_output() { return std::exchange(wire_.out, {}); }

Progress Session::progress(int answer) {
  if (answer > 0) return Progress::Done;
  wire_.in = {};  // read, or behind the end
  switch (SSL_get_error(ssl_.get(), answer)) {
    case SSL_ERROR_WANT_READ: return Progress::NeedsInput;
    case SSL_ERROR_ZERO_RETURN: return Progress::PeerClosed;
    default: break;
  }
  const long verdict = SSL_get_verify_result(ssl_.get());
  const int reason = ERR_GET_REASON(ERR_peek_error());
  const bool blames_certificate = reason == SSL_R_CERTIFICATE_VERIFY_FAILED;
  // What OpenSSL says of an alert that it received is its number and this offset.
  constexpr int kLastAlert = SSL_AD_REASON_OFFSET + 255;
  if (reason > SSL_AD_REASON_OFFSET && reason <= kLastAlert) peer_alert_ = static_cast<std::uint8_t>(reason - SSL_AD_REASON_OFFSET);
  failure_ = last_error();
  if (blames_certificate) failure_ = std::string("certificate: ") + X509_verify_cert_error_string(verdict);
  return Progress::Failed;
}

Progress Session::handshake() {
  const RandomScope scope(random_);
  ERR_clear_error();
  return progress(SSL_do_handshake(ssl_.get()));
}

// Decision record 0040. A client's side stays with OpenSSL: whoever it meets may send it tickets.
void Session::settle() {
  const std::optional<Suite> suite = secrets_ ? suite_of(ssl_.get()) : std::nullopt;
  if (suite) {
    // OpenSSL takes one record after the other off the wire: what stands behind the handshake is there still.
    ASSAY_ASSERT(SSL_has_pending(ssl_.get()) == 0 && !secrets_->client.empty() && !secrets_->server.empty());
    records_.emplace(*suite, *secrets_, wire_);
    ssl_.reset();
  } else {
    SSL_set_app_data(ssl_.get(), nullptr);
  }
  secrets_.reset();
}

Progress Session::read_record(Bytes& plaintext) {
  const Progress progress = records_->read(plaintext);
  if (progress != Progress::Done) wire_.in = {};
  if (progress == Progress::Failed) {
    failure_ = records_->failure();
    peer_alert_ = records_->peer_alert();
  }
  return progress;
}

Progress Session::read(Bytes& plaintext) {
  if (records_) return read_record(plaintext);
  const RandomScope scope(random_);
  ERR_clear_error();
  // By way of the stack, because room made in the string for a whole record would stay with it.
  std::array<char, kRecordPlaintext> record;
  const int count = SSL_read(ssl_.get(), record.data(), static_cast<int>(record.size()));
  if (count > 0) plaintext.append(record.data(), static_cast<std::size_t>(count));
  return progress(count);
}

bool Session::write(ByteView plaintext) {
  if (plaintext.empty()) return true;
  if (records_) {
    records_->write(plaintext);
    return true;
  }
  const RandomScope scope(random_);
  ERR_clear_error();
  std::size_t written = 0;
  const int answer = SSL_write_ex(ssl_.get(), plaintext.data(), plaintext.size(), &written);
  return progress(answer) == Progress::Done && written == plaintext.size();
}

void Session::close_notify() {
  if (records_) return records_->close_notify();
  const RandomScope scope(random_);
  ERR_clear_error();
  (void)SSL_shutdown(ssl_.get());
}

TlsFacts Session::facts() const {
  TlsFacts facts;
  facts.version = SSL_get_version(ssl_.get());
  facts.cipher = SSL_CIPHER_standard_name(SSL_get_current_cipher(ssl_.get()));
  facts.exporter = exporter_binding(ssl_.get());
  facts.server_end_point = server_end_point_binding(ssl_.get());
  facts.unique = unique_binding(ssl_.get());
  if (const X509* peer = SSL_get0_peer_certificate(ssl_.get())) facts.peer_certificate = der_of(peer);
  return facts;
}

}  // namespace assay::tls
