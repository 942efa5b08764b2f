// Registration of a number (spec chapter 02) on a stream that is secured and not logged in. The device's key is made once; it signs the
// verification together with the TLS connection (RFC 9266) where the server announces that binding. The code goes to the registration
// service and nowhere else (REG-27). Changing the number is a registration of the new one, then a login to the old account that hands over
// what it has.

#include "reference/stanza/registration.hpp"

#include <map>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/stanza/number_change.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace reg = stanza::registration;

std::string digits_of(std::string_view number) {
  std::string digits;
  for (const char c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

class Registration final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* ask = std::get_if<RegisterNumber>(&command)) {
      if (too_early(session, "register", code_not_before_, digits_of(ask->number))) return true;
      asked_ = *ask;
      change_.reset();
    } else if (const auto* number = std::get_if<ChangeNumber>(&command)) {
      if (!session.credentials().registered()) {
        session.emit(Failed{"number", "not-registered", "no number is registered", {}, {}});
        return true;
      }
      if (too_early(session, "number", code_not_before_, digits_of(number->number))) return true;
      asked_ = RegisterNumber{number->number, CodeMethod::Sms};
      change_ = Change{number->tell, {}};
    } else if (const auto* verification = std::get_if<Verify>(&command)) {
      // REG-27: only who was asked for a code is told it.
      if (!asked_ && (request_.empty() || asked_of_ != session.config().domain)) {
        session.emit(Failed{"verify", "code-missing", "no code was asked for", {}, {}});
        return true;
      }
      if (too_early(session, "verify", guess_not_before_, digits_of(number_))) return true;
      code_ = *verification;
    } else {
      return false;
    }
    if (session.prepare_registration()) go_on(session);
    return true;
  }

  void login_awaited(Session& session) override { go_on(session); }

  // Logged in to the old account: the new one's token is the other half of the proof.
  void bound(Session& session) override {
    if (!change_ || change_->token.empty()) return;
    stanza::number_change::Change change{*jid::Jid::parse(change_->jid), std::string(change_->token.reveal()), change_->tell};
    session.ask_server("set", change.write(), [this](Session& s, const Answer& answer) { changed(s, answer); });
    crypto::wipe(change.token);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded& end) override {
    const bool another_follows = end.reason == stream::ClientAbort::ClosedByUs && session.is_registering();
    if (!another_follows) give_up(session, end.condition, end.text);
    if (std::exchange(moved_, false)) session.connect();
  }

 private:
  void go_on(Session& session) {
    if (!session.stream()->features().registration) {
      give_up(session, "service-unavailable", "the server does not register numbers");
    } else if (asked_) {
      request_code(session, *std::exchange(asked_, std::nullopt));
    } else if (code_ && !request_.empty()) {
      verify(session, *std::exchange(code_, std::nullopt));
    }
  }

  void give_up(Session& session, const std::string& condition, const std::string& text) {
    if (std::exchange(asked_, std::nullopt)) session.emit(Failed{"register", condition, text, {}, {}});
    if (std::exchange(code_, std::nullopt)) session.emit(Failed{"verify", condition, text, {}, {}});
  }

  void request_code(Session& session, const RegisterNumber& ask) {
    auto& key = session.credentials().key;
    if (key.public_key.empty()) key = crypto::ed25519_key_pair(crypto::random_secret(session.random(), crypto::kEd25519SeedSize).reveal());
    reg::Request request;
    request.number = ask.number;
    request.method = ask.method == CodeMethod::Sms ? reg::Method::Sms : reg::Method::Voice;
    request.key = key.public_key;
    request.client = reg::ClientVersion{session.config().program, session.config().version};
    number_ = ask.number;
    asked_of_ = session.config().domain;
    request_.clear();
    session.request("set", request.write(),
                    [this, number = ask.number](Session& s, const Answer& answer) { requested(s, number, answer); });
  }

  void requested(Session& session, const std::string& number, const Answer& answer) {
    if (!answer) {
      remember(code_not_before_, session, digits_of(number), answer.error().retry_after);
      session.emit(failed("register", answer.error()));
      return give_up(session, answer.error().condition, answer.error().text);
    }
    const auto* payload = answer->find_child(reg::kNs, "requested");
    const auto requested = payload != nullptr ? reg::Requested::parse(*payload) : std::nullopt;
    if (!requested) return session.emit(Failed{"register", "bad-answer", "the server's answer is no <requested/>", {}, {}});
    request_ = requested->id;
    remember(code_not_before_, session, digits_of(number), requested->retry_after);
    session.emit(CodeRequested{number, requested->digits, requested->expires, requested->retry_after});
    go_on(session);
  }

  void verify(Session& session, const Verify& command) {
    const auto& facts = session.stream()->tls();
    const bool bind = session.stream()->features().registration->tls_exporter && facts && !facts->exporter.empty();
    const std::string digits = digits_of(number_);
    reg::Verify verification;
    verification.request = request_;
    verification.code = command.code;
    if (!command.pin.empty()) verification.pin = command.pin;
    verification.binding = bind ? reg::Binding::TlsExporter : reg::Binding::None;
    const Bytes exporter = bind ? facts->exporter : Bytes();
    const Bytes message = reg::signed_octets({session.config().domain, digits, request_, verification.binding, exporter});
    verification.signature = crypto::ed25519_sign(session.credentials().key, message);
    session.request("set", verification.write(), [this](Session& s, const Answer& answer) { verified(s, answer); });
  }

  void verified(Session& session, const Answer& answer) {
    if (!answer) {
      // Without the PIN that is asked for, not before then; with it, at once.
      const bool waits = answer.error().condition != "pin-required";
      if (waits) remember(guess_not_before_, session, digits_of(number_), answer.error().retry_after);
      return session.emit(failed("verify", answer.error()));
    }
    const auto* payload = answer->find_child(reg::kNs, "registered");
    auto registered = payload != nullptr ? reg::Registered::parse(*payload) : std::nullopt;
    const auto address = registered ? jid::Jid::parse(registered->jid) : std::nullopt;
    if (!address || !address->is_bare() || address->local().empty() || address->domain() != session.config().domain) {
      return session.emit(Failed{"verify", "bad-answer", "the server's answer is no <registered/> of this domain", {}, {}});
    }
    request_.clear();
    code_not_before_.clear();
    guess_not_before_.clear();
    if (change_ && address->text() != session.credentials().jid) {
      change_->jid = address->text();
      change_->token = crypto::Secret(std::move(registered->token));
      return session.login();
    }
    own(session, address->text(), crypto::Secret(std::move(registered->token)));
    session.login();
  }

  static void own(Session& session, const std::string& jid, crypto::Secret token) {
    session.credentials().jid = jid;
    session.credentials().token = std::move(token);
    session.credentials().fast.reset();
    session.credentials().device.clear();
    session.emit(Registered{jid});
  }

  // The server ends the old account's stream now; we come back by the new one.
  void changed(Session& session, const Answer& answer) {
    if (!change_) return;
    Change change = std::move(*change_);
    change_.reset();
    if (!answer) return session.emit(failed("number", answer.error()));
    own(session, change.jid, std::move(change.token));
    moved_ = true;
  }

  using NotBefore = std::map<std::string, Instant>;  // by the number's digits

  /// REG-29: what the server asked us to wait is waited here, even if the caller is in a hurry.
  static bool too_early(Session& session, const char* command, const NotBefore& not_before, const std::string& digits) {
    const auto found = not_before.find(digits);
    if (found == not_before.end() || found->second <= session.now().monotonic) return false;
    session.emit(Failed{command, "too-early", "the server asked to wait", found->second - session.now().monotonic, {}});
    return true;
  }

  static void remember(NotBefore& not_before, Session& session, const std::string& digits, std::optional<Duration> wait) {
    constexpr std::size_t kNumbers = 100;
    if (!wait || *wait <= Duration::zero()) return;
    if (not_before.size() >= kNumbers) not_before.erase(not_before.begin());
    not_before[digits] = session.now().monotonic + *wait;
  }

  std::optional<RegisterNumber> asked_;  // waits for a stream
  std::optional<Verify> code_;           // waits for a stream, or for the answer to the request
  std::string number_;                   // of the last request
  std::string asked_of_;                 // the domain that it went to
  std::string request_;                  // its id, once the server told
  struct Change {
    bool tell = false;
    std::string jid;      // of the new account, once it is registered
    crypto::Secret token;  // of it
  };
  std::optional<Change> change_;  // the number that is asked for is to take the place of ours
  bool moved_ = false;            // it has
  NotBefore code_not_before_;
  NotBefore guess_not_before_;
};

}  // namespace

std::unique_ptr<Feature> registration() { return std::make_unique<Registration>(); }

}  // namespace assay::client::features
