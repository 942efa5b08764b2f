#pragma once
// Whom a message can be sealed for now (spec chapter 07, section 10): our own devices and those of others, as far as their keys are known
// on this stream, and whose user agreed to write in the clear.

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "reference/client/directory.hpp"
#include "reference/client/log_auditor.hpp"
#include "reference/client/own_device.hpp"
#include "reference/client/sealing.hpp"
#include "reference/client/session.hpp"

namespace assay::client {

class Readers {
 public:
  /// `own_known`: the prekey service is known now, and our keys are there. `settled`: an account's state is another one.
  Readers(std::function<void(Session&)> own_known, std::function<void(Session&, const std::string& account)> settled)
      : own_(std::move(own_known)),
        directory_(std::move(settled), [this](Session& session, const std::string& account) { auditor_.want(session, account); }) {}

  [[nodiscard]] OwnDevice& own() { return own_; }
  [[nodiscard]] const OwnDevice& own() const { return own_; }
  [[nodiscard]] Directory& directory() { return directory_; }
  [[nodiscard]] LogAuditor& auditor() { return auditor_; }

  /// The devices of the account that there is a session with, but for this one.
  [[nodiscard]] static SealedFor devices_of(Session& session, const std::string& account);
  /// Our other devices come to know what we write; where there are none, or the server shows none that are good, it is not for them. Asks
  /// for what is missing.
  [[nodiscard]] bool is_own_ready(Session& session);
  /// Asks the server whether it takes anything in the clear (section 11), and whether it has a log of keys. Until it has answered, it does.
  void ask_server(Session& session);
  /// What becomes of a message to an account or a group without keys: the user is asked, once on a stream; or it is not to be sent.
  /// Whether it does, without asking him.
  [[nodiscard]] bool may_go_clear(Session& session, const std::string& to) const;
  [[nodiscard]] Sealing in_the_clear(Session& session, const std::string& to);
  /// Whom somebody wanted to write to in the clear where the server takes nothing in the clear; each once.
  [[nodiscard]] std::set<std::string> take_refused() { return std::exchange(refused_, {}); }
  /// Our account's list, or another's, that came by itself or with a proof.
  void pushed(Session& session, const std::string& account, const stanza::device_list::Devices& list);
  /// The stream is over.
  void forget(Session& session);

 private:
  OwnDevice own_;
  Directory directory_;
  LogAuditor auditor_{[this](Session& session, const std::string& account, const stanza::device_list::Devices& list) {
    pushed(session, account, list);
  }};
  std::set<std::string> clear_asked_;
  std::set<std::string> refused_;
  bool clear_is_refused_ = false;
};

}  // namespace assay::client
