// What a scenario needs to misuse SCRAM, and to look into what a server says in it.
//
//   scram_nonce(server_first)                                            the nonce both agreed on
//   scram_final_saying(hash, password, client_first, server_first, words)
//                                     a final message of these words with the proof that is right for them: only the words are wrong
//   scram_unchanged(server_first, other, text)    text, if salt and iteration count are the same in both; else it fails
//   scram_at_least(iterations, server_first, text)    text, if the server asks for so many or more; else it fails
//
// The last two stand where something is received: a failure there is the server's.

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "conformance/engine/functions.hpp"
#include "reference/base/bytes.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/crypto/scram_messages.hpp"

namespace assay::conformance::engine::functions {

namespace {

/// The value of the attribute that begins with `key`, such as "s=".
std::string attribute(std::string_view message, std::string_view key) {
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = std::min(message.find(',', at), message.size());
    const std::string_view part = message.substr(at, end - at);
    if (part.substr(0, key.size()) == key) return std::string(part.substr(key.size()));
    at = end + 1;
  }
  return {};
}

std::uint32_t number(const std::string& text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Answer final_saying(const Arguments& a, Surroundings&) {
  const bool is_sha_1 = a[0].text == "SHA-1";
  if (!is_sha_1 && a[0].text != "SHA-256") return fail(fmt::format("unknown hash \"{}\"", a[0].text));
  const crypto::HashName hash = is_sha_1 ? crypto::HashName::Sha1 : crypto::HashName::Sha256;
  const auto first = crypto::parse_client_first(a[2].text);
  if (!first) return fail("client_first: " + first.error().text);
  const auto server = crypto::parse_server_first(a[3].text, first->message.nonce);
  if (!server) return fail("server_first: " + server.error().text);
  thread_local crypto::ScramMemo memo(256);
  const crypto::ScramKeys keys = memo.keys(hash, a[1].text, server->salt, server->iterations);
  const std::string exchanged = crypto::scram_auth_message(first->bare, a[3].text, a[4].text);
  return text_value(a[4].text + ",p=" + base64(crypto::scram_client_proof(keys, exchanged)));
}

Answer unchanged(const Arguments& a, Surroundings&) {
  for (const char* key : {"s=", "i="}) {
    const std::string before = attribute(a[0].text, key);
    const std::string now = attribute(a[1].text, key);
    if (before != now) return fail(fmt::format("the server said {}{} and now says {}{}", key, before, key, now));
  }
  return text_value(a[2].text);
}

Answer at_least(const Arguments& a, Surroundings&) {
  const std::string said = attribute(a[1].text, "i=");
  if (number(said) < number(a[0].text)) return fail(fmt::format("the server asks for {} iterations, fewer than {}", said, a[0].text));
  return text_value(a[2].text);
}

}  // namespace

Family scram_oddities() {
  return {
      {"scram_nonce", 1, 1, [](const Arguments& a, Surroundings&) -> Answer { return text_value(attribute(a[0].text, "r=")); }},
      {"scram_final_saying", 5, 5, final_saying},
      {"scram_unchanged", 3, 3, unchanged},
      {"scram_at_least", 3, 3, at_least},
  };
}

}  // namespace assay::conformance::engine::functions
