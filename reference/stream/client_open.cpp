// Opening a stream, again after TLS and after login (RFC 6120 sections 4.2, 4.3 and 4.7), and what to do next by the features.

#include <utility>

#include "reference/stream/client_stream.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

/// "1.0" and above (section 4.7.5): a major version of at least 1.
bool speaks_1_0(std::string_view version) {
  const std::size_t dot = version.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > 3 || dot + 1 == version.size()) return false;
  for (std::size_t i = 0; i < version.size(); ++i) {
    if (i != dot && (version[i] < '0' || version[i] > '9')) return false;
  }
  return version.substr(0, dot).find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

void ClientStream::open() {
  reader_.reset();
  features_ = {};
  phase_ = ClientPhase::Opening;
  tag_open_ = true;
  // Section 4.7.1: who we are is nobody's business on the way, so it is said inside TLS alone.
  const std::string from = tls_ && login_ ? "' from='" + xml::escaped_attribute(login_->username + "@" + config_.domain) : std::string{};
  outputs_.push_back(
      WriteOctets{"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='" +
                  xml::escaped_attribute(config_.domain) + from + "' version='1.0' xml:lang='en'>"});
  const std::optional<Bytes> binding = authenticated_ ? std::nullopt : usable_token();
  ahead_ = binding.has_value();
  if (binding) log_in_by_token(*binding);
}

void ClientStream::header(const xml::StreamOpened& opened, const Now& now) {
  if (phase_ == ClientPhase::Closing) return;
  if (!opened.header.is(xml::ns::kStreams, "stream") || opened.default_namespace != xml::ns::kClient) {
    return end_with_error(ClientAbort::WrongStreamHeader, "invalid-namespace", "the stream header has the wrong namespace", now);
  }
  if (!speaks_1_0(opened.header.attribute("version"))) {
    return end_with_error(ClientAbort::WrongStreamHeader, "unsupported-version", "the server's stream is older than version 1.0", now);
  }
  const std::string* from = opened.header.find_attribute("from");
  if (from != nullptr && *from != config_.domain) {
    return end_with_error(ClientAbort::WrongStreamHeader, "invalid-from", "the stream comes from another domain", now);
  }
}

void ClientStream::features(const xml::Element& element, const Now& now) {
  auto offered = server_features(element);
  if (!offered) {
    return end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "no features after the stream header", now);
  }
  features_ = std::move(*offered);
  if (config_.tls == ClientTls::StartTls && !tls_) return start_tls(now);
  if (std::exchange(ahead_, false)) return expect_login(now);
  if (authenticated_) return config_.resume && features_.manages ? resume() : bind(now);
  if (login_) return authenticate(now);
  phase_ = ClientPhase::Waiting;
  deadline_.reset();
  events_.push_back(LoginAwaited{});
}

}  // namespace assay::stream
