#include "reference/stream/client_abort.hpp"

#include "reference/base/assert.hpp"

namespace assay::stream {

std::string_view name(ClientAbort reason) {
  switch (reason) {
    case ClientAbort::ClosedByUs: return "closed-by-us";
    case ClientAbort::ClosedByServer: return "closed-by-server";
    case ClientAbort::Cut: return "cut";
    case ClientAbort::Refused: return "refused";
    case ClientAbort::TimedOut: return "timed-out";
    case ClientAbort::ServerUnavailable: return "server-unavailable";
    case ClientAbort::TlsFailed: return "tls-failed";
    case ClientAbort::TlsNotOffered: return "tls-not-offered";
    case ClientAbort::OctetsBeforeTls: return "octets-before-tls";
    case ClientAbort::MalformedStream: return "malformed-stream";
    case ClientAbort::WrongStreamHeader: return "wrong-stream-header";
    case ClientAbort::UnexpectedElement: return "unexpected-element";
    case ClientAbort::NoMechanism: return "no-mechanism";
    case ClientAbort::LoginRefused: return "login-refused";
    case ClientAbort::TokenNotTaken: return "token-not-taken";
    case ClientAbort::ServerNotAuthentic: return "server-not-authentic";
    case ClientAbort::WeakScram: return "weak-scram";
    case ClientAbort::MalformedSasl: return "malformed-sasl";
    case ClientAbort::BindRefused: return "bind-refused";
    case ClientAbort::Replaced: return "replaced";
    case ClientAbort::Unregistered: return "unregistered";
    case ClientAbort::StreamError: return "stream-error";
  }
  ASSAY_ASSERT(false);
}

bool may_retry(ClientAbort reason) {
  switch (reason) {
    case ClientAbort::ClosedByServer:
    case ClientAbort::Cut:
    case ClientAbort::Refused:
    case ClientAbort::TimedOut:
    case ClientAbort::ServerUnavailable:
    case ClientAbort::TokenNotTaken: return true;
    default: return false;
  }
}

}  // namespace assay::stream
