// Registration of a number (spec chapter 02): a code by sms or voice, and an account for whoever returns it signed with the key named
// before.

#include "reference/stanza/registration.hpp"

#include <algorithm>

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/server/account_end.hpp"
#include "reference/server/account_number.hpp"
#include "reference/server/client_versions.hpp"
#include "reference/server/code_pace.hpp"
#include "reference/server/codes.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/last_logins.hpp"
#include "reference/server/pins.hpp"
#include "reference/server/signatures.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::server::features {
namespace {

namespace reg = stanza::registration;
using stanza::cxmpp_error;
using stanza::stanza_error;

constexpr std::size_t kTokenOctets = 32;

void announce(const Context& context, const stream::Facts& facts, xml::Element& features) {
  if (!facts.username.empty()) return;
  const bool binding = context.config.channel_binding != ChannelBinding::Off && !facts.tls.exporter.empty();
  features.add(reg::Feature{binding}.write());
}

// --- <request/> -------------------------------------------------------------------------------------------------------------------

// REG-11: how codes can reach the number.
std::vector<reg::Method> code_methods(const Context& context, const std::string& digits) {
  if (begins_with_one_of(digits, context.config.unreachable_numbers)) return {};
  std::vector<reg::Method> methods;
  for (const std::string& word : context.config.code_methods) {
    for (const reg::Method method : reg::methods_in(word)) methods.push_back(method);
  }
  return methods;
}

stanza::StanzaError no_route(std::vector<reg::Method> methods, reg::Method tried, std::chrono::seconds retry_after) {
  std::erase(methods, tried);
  stanza::StanzaError error = cxmpp_error("no-route", retry_after);
  error.application->methods = reg::words_of(methods);
  return error;
}

// The code leaves when it is durable, and only then is the request answered: by its id, or by an error if nobody can deliver it.
void deliver_after_commit(const Context& context, const Connection& connection, const xml::Element& iq, const Sms& sms,
                          const reg::Requested& requested) {
  context.turn.after_commit([&context, id = connection.id(), iq, sms, requested] {
    const bool delivered = Codes::is_fixed(context.config, sms.to.substr(1)) || context.sms.deliver(sms);
    if (!delivered) context.log.write(LogLevel::Warning, "a code could not be delivered");
    Connection* asker = context.outlet.find(id);
    if (!asker) return;
    context.send(*asker, delivered ? stanza::result_of(iq, requested.write())
                                   : stanza::error_of(iq, no_route(requested.methods, sms.method, requested.retry_after)));
  });
}

void request(const Context& context, Connection& connection, const xml::Element& iq, const xml::Element& payload) {
  const std::optional<reg::Request> request = reg::Request::parse(payload);
  if (!request) return context.send(connection, stanza::error_of(iq, stanza_error("bad-request")));
  if (is_outdated(context.config, request->client)) return context.send(connection, stanza::error_of(iq, cxmpp_error("client-outdated")));
  const std::optional<std::string> digits = account_digits(request->number, {}, context.config);
  if (!digits) return context.send(connection, stanza::error_of(iq, cxmpp_error("bad-number")));
  const CodeRequester requester{*digits, request->key, connection.peer().host};
  const CodePace pace(context);
  if (const auto wait = pace.wait(requester)) return context.send(connection, stanza::error_of(iq, cxmpp_error("rate-limit", *wait)));
  const std::chrono::seconds retry_after = pace.count(requester);
  const std::vector<reg::Method> methods = code_methods(context, *digits);
  if (std::find(methods.begin(), methods.end(), request->method) == methods.end()) {
    return context.send(connection, stanza::error_of(iq, no_route(methods, request->method, retry_after)));
  }
  const Codes::Fresh fresh = Codes(context).draw(*digits, request->key);
  const reg::Requested requested{fresh.request, context.limits().code_digits,
                                 std::chrono::duration_cast<std::chrono::seconds>(context.limits().code_lifetime), retry_after, methods};
  deliver_after_commit(context, connection, iq, {"+" + *digits, request->method, fresh.code}, requested);
}

// --- <verify/> --------------------------------------------------------------------------------------------------------------------

// REG-12: signed by the key of the request, over this connection where a binding is named.
bool is_signed(const Context& context, const stream::Facts& facts, const PendingCode& pending, const reg::Verify& verify) {
  if (!accepts_binding(context, facts, verify.binding)) return false;
  const Bytes octets =
      reg::signed_octets({context.config.domain, pending.digits, pending.request, verify.binding, binding_octets(facts, verify.binding)});
  return crypto::ed25519_verify(pending.device_key, octets, verify.signature);
}

// REG-13: the checks in their order; a wrong guess is counted. Nothing if the code is right.
std::optional<stanza::StanzaError> check(const Context& context, const stream::Facts& facts, PendingCode& pending,
                                         const reg::Verify& verify) {
  if (!is_signed(context, facts, pending, verify)) return cxmpp_error("wrong-key");
  const WallTime now = context.now().wall;
  const WallTime next_guess = pending.last_guess + context.limits().guess_pace;
  if (pending.last_guess != WallTime{} && now >= pending.last_guess && now < next_guess) {
    return cxmpp_error("guessed-too-fast", seconds_until(next_guess, now));
  }
  if (pending.wrong_guesses >= context.limits().code_guesses) {
    return cxmpp_error("too-many-guesses", CodePace(context).until_next(pending.digits));
  }
  if (Codes(context).is_right(pending, verify.code)) return std::nullopt;
  ++pending.wrong_guesses;
  pending.last_guess = now;
  Codes(context).put(pending);
  return cxmpp_error("wrong-code");
}

// The number is proved. REG-19 and REG-21: whether that is enough for the account it has; an account that its owner left is ended here.
std::optional<stanza::StanzaError> check_account(const Context& context, const PendingCode& pending,
                                                 const std::optional<std::string>& pin) {
  if (!context.accounts.exists(pending.digits)) return std::nullopt;
  Pins::Check check{Pins::Check::Outcome::WaitedOut};
  if (!LastLogins(context).is_inactive(pending.digits)) check = Pins(context).check(pending.digits, pin);
  if (check.outcome == Pins::Check::Outcome::WaitedOut) forget_account(context, pending.digits);
  return check.fault;
}

Registration registration_of(const Context& context, const PendingCode& pending) {
  const std::optional<Account> account = context.accounts.find(pending.digits);
  if (!account) return Registration::Fresh;
  return account->device_key == pending.device_key ? Registration::Again : Registration::AnotherDevice;
}

void verify(const Context& context, Connection& connection, const xml::Element& iq, const xml::Element& payload) {
  const std::optional<reg::Verify> verify = reg::Verify::parse(payload);
  if (!verify) return context.send(connection, stanza::error_of(iq, stanza_error("bad-request")));
  std::optional<PendingCode> pending = Codes(context).find(verify->request);
  if (!pending) return context.send(connection, stanza::error_of(iq, cxmpp_error("code-missing")));
  if (const auto fault = check(context, connection.stream().facts(), *pending, *verify)) {
    return context.send(connection, stanza::error_of(iq, *fault));
  }
  if (const auto fault = check_account(context, *pending, verify->pin)) {
    return context.send(connection, stanza::error_of(iq, *fault));
  }
  Codes(context).erase(*pending);
  CodePace(context).forgive(pending->digits);
  const Registration which = registration_of(context, *pending);
  std::string token = context.random.token(kTokenOctets);
  context.accounts.put(pending->digits, pending->device_key, token, context.random);
  context.end_sessions(pending->digits, {"conflict", "the account was registered again", "replaced"});  // REG-16
  for (const Feature& feature : context.outlet.features()) {
    if (feature.registered) feature.registered(context, pending->digits, which);
  }
  xml::Element registered = reg::Registered{context.address_of(pending->digits).text(), token}.write();
  crypto::wipe(token);
  context.send(connection, stanza::result_of(iq, std::move(registered)));
  context.log.write(LogLevel::Note, "a number was registered");
}

}  // namespace

Feature registration() {
  return {.name = "registration",
          .disco = {reg::kNs},
          .announce = announce,
          .early_iq = {{"set", reg::kNs, "request", request}, {"set", reg::kNs, "verify", verify}},
          .forgotten = [](const Context& context, const std::string& account) { Codes(context).forget(account); }};
}

}  // namespace assay::server::features
