#include "reference/client/log_auditor.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/known_lists.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/e2e/fingerprint.hpp"

namespace assay::client {
namespace {

namespace log_ = stanza::key_log;
namespace list_ = stanza::device_list;

void complain(Session& session, const std::string& account, LogFault fault) {
  session.emit(KeyLogFault{account, std::string(name_of(fault))});
}

std::optional<log_::Proof> proof_in(const xml::Element& answer) {
  const xml::Element* payload = answer.find_child(log_::kNs, "proof");
  return payload != nullptr ? log_::Proof::parse(*payload) : std::nullopt;
}

}  // namespace

void LogAuditor::served(Session& session, bool has_log) {
  service_ = has_log ? Service::Present : Service::Absent;
  if (has_log) return next(session);
  wanted_.clear();
  is_asking_ = false;
  if (session.keyring()->log()) complain(session, session.keyring()->account(), LogFault::NoLog);
  if (is_head_wanted_) tell_head(session);
}

void LogAuditor::want(Session& session, const std::string& account) {
  if (service_ == Service::Absent || wanted_.size() >= kKnownAccounts) return;
  // The one that is asked for now may have been replaced since.
  const auto waiting = wanted_.begin() + (is_asking_ ? 1 : 0);
  if (std::find(waiting, wanted_.end(), account) == wanted_.end()) wanted_.push_back(account);
  next(session);
}

void LogAuditor::tell(Session& session, bool anew) {
  if (anew) {
    session.keyring()->log().reset();
    session.keyring()->touch();
  }
  is_head_wanted_ = true;
  if (service_ == Service::Absent || !session.is_online()) return tell_head(session);
  want(session, session.keyring()->account());
}

void LogAuditor::tell_head(Session& session) {
  is_head_wanted_ = false;
  const std::optional<KnownLog>& log = session.keyring()->log();
  if (!log) return session.emit(Failed{"key-log", "item-not-found", "no head of a log of keys is known", {}, {}});
  session.emit(KeyLogHead{log->head.size, e2e::fingerprint_digits(crypto::sha256(log->key + log->head.root)), log->key, log->head.root});
}

void LogAuditor::forget(Session& session) {
  service_ = Service::Unknown;
  wanted_.clear();
  is_asking_ = false;
  if (is_head_wanted_) tell_head(session);
}

void LogAuditor::next(Session& session) {
  if (service_ != Service::Present || is_asking_ || wanted_.empty()) return;
  is_asking_ = true;
  const std::string account = wanted_.front();
  const std::optional<KnownLog>& log = session.keyring()->log();
  const auto done = [this, account](Session& s, const Answer& answer) {
    const bool is_disconnected = !answer && answer.error().kind == RequestFault::Kind::Disconnected;
    if (is_disconnected || !is_asking_ || wanted_.front() != account) return;
    wanted_.pop_front();
    is_asking_ = false;
    answered(s, account, answer);
    const bool is_newest = account == s.keyring()->account() && std::find(wanted_.begin(), wanted_.end(), account) == wanted_.end();
    if (is_head_wanted_ && is_newest) tell_head(s);
    next(s);
  };
  const log_::Ask ask{log ? log->head.size : 0};
  account == session.keyring()->account() ? session.request("get", ask.write(), done) : session.ask(account, "get", ask.write(), done);
}

void LogAuditor::answered(Session& session, const std::string& account, const Answer& answer) {
  if (!answer) return refused(session, account, answer.error());
  const auto proof = proof_in(*answer);
  if (!proof) return complain(session, account, LogFault::BadProof);
  Keyring& keyring = *session.keyring();
  const auto judged = judge(keyring.log(), session.config().domain, account, *proof, session.server_time());
  if (!judged) return complain(session, account, judged.error());
  if (keyring.log() != *judged) {
    keyring.log() = *judged;
    keyring.touch();
  }
  judge_list(session, account, proof->list);
}

void LogAuditor::refused(Session& session, const std::string& account, const RequestFault& fault) {
  if (fault.condition == "service-unavailable") return complain(session, account, LogFault::MissingEntry);
  if (fault.condition == "item-not-found" && session.keyring()->log()) return complain(session, account, LogFault::OldHead);
  session.emit(KeyLogFault{account, fault.condition});
  if (fault.condition == "rate-limit") wanted_.clear();  // it would say so of each
}

// The log has it; is it what we know? Our phone's list is ours, and another one is newer or of another phone.
void LogAuditor::judge_list(Session& session, const std::string& account, const list_::Devices& list) {
  Keyring& keyring = *session.keyring();
  const KnownAccount* known = keyring.find(account);
  const bool is_our_phone = account == keyring.account() && session.credentials().device.empty();
  if (is_our_phone && list.devices.front().identity != keyring.own().identity().public_key)
    return complain(session, account, LogFault::ForeignEntry);
  const auto change = judge(known, account, list, session.server_time());
  if (!change) return complain(session, account, change.error() == ListFault::Old ? LogFault::MissingEntry : LogFault::BadProof);
  if (known != nullptr && known->has_keys() && (change->identity || list.version > known->version)) newer_(session, account, list);
}

}  // namespace assay::client
