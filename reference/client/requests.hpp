#pragma once
// The iq requests that wait for an answer (RFC 6120 section 8.2.3). An answer counts only if it comes from whom it was asked: anybody may
// send a result with an id that he guessed (R4; CVE-2013-6483 and kin), and then the request keeps waiting.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/client/events.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/error.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class Session;

/// Why a request has no result.
struct RequestFault {
  enum class Kind { Refused, TimedOut, Disconnected };
  Kind kind = Kind::Refused;
  std::string condition;  ///< the name in urn:cxmpp:errors:1, else the RFC 6120 condition; "timed-out", "disconnected"
  std::string text;
  std::optional<Duration> retry_after;
};

[[nodiscard]] RequestFault refused(const std::optional<stanza::StanzaError>& error);
[[nodiscard]] Failed failed(std::string_view command, const RequestFault& fault);

/// The whole <iq type='result'/>, or why there is none.
using Answer = Result<xml::Element, RequestFault>;
using AnswerHandler = std::function<void(Session&, const Answer&)>;

class Requests {
 public:
  /// `own`: our address on the stream, nothing before login. A request without `to` is answered by our account or the server.
  struct Addresses {
    std::string domain;
    std::optional<jid::Jid> own;
  };

  /// `to`: whose answer it is; "" for our account and the server.
  void add(const std::string& id, Instant deadline, AnswerHandler handler, std::string to = {});
  /// False if nobody waits for this answer, or its sender has no right to give it. `iq` is of type result or error.
  bool answer(Session& session, const xml::Element& iq, const Addresses& addresses);
  void timer(Session& session, Instant now);
  /// All that wait get Disconnected, oldest first.
  void disconnect(Session& session);

  [[nodiscard]] std::optional<Instant> next_deadline() const;
  [[nodiscard]] std::size_t size() const { return waiting_.size(); }
  [[nodiscard]] bool empty() const { return waiting_.empty(); }

 private:
  struct Waiting {
    std::uint64_t number;  // in the order of asking
    Instant deadline;
    AnswerHandler handler;
    std::string to;
  };
  std::map<std::string, Waiting> waiting_;
  std::uint64_t next_number_ = 0;
};

}  // namespace assay::client
