#pragma once
// Watches the server's log of keys (spec chapter 07, section 14): has lists proved, one after the other, keeps the newest good head in the
// keyring, and tells the user what is wrong (ENC-20h to ENC-20k).

#include <deque>
#include <functional>
#include <string>

#include "reference/client/key_log_proof.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/device_list.hpp"

namespace assay::client {

class LogAuditor {
 public:
  using Listed = std::function<void(Session&, const std::string& account, const stanza::device_list::Devices&)>;

  /// `newer`: a proof came with a good list that is newer than the one that is known, or signed by another phone of that account.
  explicit LogAuditor(Listed newer) : newer_(std::move(newer)) {}

  /// Whether the server says that it has a log. There is a keyring.
  void served(Session& session, bool has_log);
  /// The account's list is known, and its proof wanted. Waits until it is clear whether there is a log.
  void want(Session& session, const std::string& account);
  /// Answers with the newest head as KeyLogHead, or with Failed. `anew`: another log than the one that was known is taken from now on.
  void tell(Session& session, bool anew);
  /// The stream is over.
  void forget(Session& session);

 private:
  enum class Service { Unknown, Absent, Present };

  void next(Session& session);
  void answered(Session& session, const std::string& account, const Answer& answer);
  void refused(Session& session, const std::string& account, const RequestFault& fault);
  void judge_list(Session& session, const std::string& account, const stanza::device_list::Devices& list);
  void tell_head(Session& session);

  Listed newer_;
  Service service_ = Service::Unknown;
  std::deque<std::string> wanted_;  // accounts, each once: no more than there are lists
  bool is_asking_ = false;          // for the first of them
  bool is_head_wanted_ = false;     // by the user
};

}  // namespace assay::client
