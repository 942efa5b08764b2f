#include "reference/client/requests.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "reference/stanza/blocking.hpp"

namespace assay::client {
namespace {

/// Whom was asked may answer. Without `to` that is our account or the server (RFC 6120 section 8.1.2.1).
bool may_answer(std::string_view from, const std::string& to, const Requests::Addresses& addresses) {
  if (!to.empty()) return from == to;
  if (from.empty() || from == addresses.domain) return true;
  const auto sender = jid::Jid::parse(from);
  return sender && addresses.own && (*sender == *addresses.own || *sender == addresses.own->bare());
}

}  // namespace

RequestFault refused(const std::optional<stanza::StanzaError>& error) {
  RequestFault fault;
  if (!error) {
    fault.condition = "undefined-condition";
    return fault;
  }
  // Names of other protocols could pass for ours.
  const bool is_known =
      error->application && (error->application->ns == stanza::kErrorsNs || error->application->ns == stanza::blocking::kErrorsNs);
  fault.condition = is_known ? error->application->name : error->condition;
  fault.text = error->text;
  if (error->application && error->application->retry_after) fault.retry_after = *error->application->retry_after;
  return fault;
}

Failed failed(std::string_view command, const RequestFault& fault) {
  return {std::string(command), fault.condition, fault.text, fault.retry_after, {}};
}

void Requests::add(const std::string& id, Instant deadline, AnswerHandler handler, std::string to) {
  waiting_.insert_or_assign(id, Waiting{next_number_++, deadline, std::move(handler), std::move(to)});
}

bool Requests::answer(Session& session, const xml::Element& iq, const Addresses& addresses) {
  const auto found = waiting_.find(std::string(iq.attribute("id")));
  if (found == waiting_.end() || !may_answer(iq.attribute("from"), found->second.to, addresses)) return false;
  const AnswerHandler handler = std::move(found->second.handler);
  waiting_.erase(found);
  if (iq.attribute("type") == "result") {
    handler(session, iq);
  } else {
    handler(session, fail(refused(stanza::StanzaError::of(iq))));
  }
  return true;
}

void Requests::timer(Session& session, Instant now) {
  std::vector<std::pair<std::uint64_t, AnswerHandler>> late;
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    if (at->second.deadline > now) {
      ++at;
      continue;
    }
    late.emplace_back(at->second.number, std::move(at->second.handler));
    at = waiting_.erase(at);
  }
  std::sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [number, handler] : late) {
    handler(session, fail(RequestFault{RequestFault::Kind::TimedOut, "timed-out", "the server did not answer in time", {}}));
  }
}

void Requests::disconnect(Session& session) {
  std::vector<std::pair<std::uint64_t, AnswerHandler>> lost;
  for (auto& [id, waiting] : waiting_) lost.emplace_back(waiting.number, std::move(waiting.handler));
  waiting_.clear();
  std::sort(lost.begin(), lost.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [number, handler] : lost) {
    handler(session, fail(RequestFault{RequestFault::Kind::Disconnected, "disconnected", "the stream ended before the answer", {}}));
  }
}

std::optional<Instant> Requests::next_deadline() const {
  std::optional<Instant> first;
  for (const auto& [id, waiting] : waiting_) {
    if (!first || waiting.deadline < *first) first = waiting.deadline;
  }
  return first;
}

}  // namespace assay::client
