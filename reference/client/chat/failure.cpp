#include "reference/client/chat/failure.hpp"

#include <utility>

#include "reference/client/chat/text.hpp"

namespace assay::chat {
namespace {

/// "" for conditions that speak for themselves.
std::string_view explanation(std::string_view condition) {
  static constexpr std::pair<std::string_view, std::string_view> kExplanations[] = {
      {"wrong-code", "that is not the code"},
      {"code-missing", "there is no open code: /register first"},
      {"wrong-key", "the code was asked for by another device"},
      {"too-many-guesses", "too many wrong codes: ask for a new one"},
      {"guessed-too-fast", "too fast: wait a little"},
      {"too-early", "the server asked us to wait"},
      {"pin-required", "it is right, but the account has a PIN: type /pin and the PIN; without it"},
      {"wrong-pin", "that is not the PIN"},
      {"pin-locked", "too many wrong PINs for today"},
      {"bad-pin", "a PIN has 4 characters at least: digits, letters, signs, no spaces"},
      {"client-outdated", "this program is too old for the server: please get a newer one"},
      {"undelivered", "it was never fetched, and nobody is there to fetch it now"},
      {"bad-number", "that is not a number that can register"},
      {"no-route", "the code could not be sent"},
      {"rate-limit", "too much at once"},
      {"no-such-message", "there is no such message any more"},
      {"too-late", "it is too late for that"},
      {"reaction-too-large", "that is more than a reaction"},
      {"too-many-recipients", "that is more than one broadcast may have"},
      {"full-sync-required", "the server wants the whole list again; it goes by itself"},
      {"too-many-devices", "there are as many companions as there may be: /unlink one"},
      {"key-taken", "another account has linked it"},
      {"phone-only", "only the phone can do that"},
      {"not-member", "you are not in that group"},
      {"not-admin", "only admins can do that"},
      {"group-full", "the group is full"},
      {"stale", "it was changed meanwhile: look, and try again"},
      {"gone", "that link is not good any more"},
      {"queue-full", "too many messages wait already"},
      {"not-registered", "no number is registered yet: /register +1 202 555 0101"},
      {"not-authorized", "the server does not know this device: /register again"},
      {"offline", "not online"},
      {"bad-keys", "the server told keys that are not good"},
      {"no-keys", "no keys of theirs are known"},
      {"not-encrypted", "files go encrypted or not at all"},
      {"file-too-large", "it is larger than files may be"},
      {"no-media-host", "the server keeps no files"},
      {"media-host", "the media host did not do it"},
      {"media-full", "you have as many files at the server as you may have"},
      {"foreign-address", "it is not where this server keeps files"},
      {"wrong-size", "what came is not what was announced"},
      {"wrong-hash", "what came is not what was announced"},
      {"not-authentic", "what came is not what was announced"},
      {"bad-file", "what the message says of it does not fit together"},
      {"no-such-file", "there is no such file"},
      {"blocked", "you have blocked them: /unblock first"},
  };
  for (const auto& [known, text] : kExplanations) {
    if (known == condition) return text;
  }
  return {};
}

}  // namespace

std::string explained(std::string_view condition) {
  const std::string_view text = explanation(condition);
  return text.empty() ? printable(condition) : std::string(text);
}

std::string failure_text(std::string_view what, const client::Failed& failure) {
  std::string text = std::string(what) + ": ";
  const bool known = !explanation(failure.condition).empty();
  text += explained(known || failure.text.empty() ? failure.condition : failure.condition + ", " + failure.text);
  if (failure.retry_after) text += ", " + wait_of(*failure.retry_after) + " to wait";
  return text + '.';
}

}  // namespace assay::chat
