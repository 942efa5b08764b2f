#include "reference/crypto/scram_messages.hpp"

#include <charconv>
#include <utility>

#include "reference/crypto/scram.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {
namespace {

using Code = ScramFault::Code;

ScramFault malformed(std::string text) { return {Code::MalformedRequest, std::move(text)}; }

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. RFC 5802 section 7 also excludes NUL everywhere.
std::size_t utf8_sequence(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(0);
  if (first == 0) return 0;
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
  if (size == 0 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(i) & 0xC0U) != 0x80U) return 0;
  }
  const bool overlong = (first == 0xE0 && octet(1) < 0xA0) || (first == 0xF0 && octet(1) < 0x90);
  const bool excluded = (first == 0xED && octet(1) >= 0xA0) || (first == 0xF4 && octet(1) >= 0x90);
  return overlong || excluded ? 0 : size;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = utf8_sequence(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::optional<ScramFault> unreadable(std::string_view text) {
  if (text.size() > kScramMessageOctets) return malformed("the message is longer than 4096 octets");
  if (!is_utf8(text)) return ScramFault{Code::InvalidEncoding, "the message is not UTF-8"};
  return std::nullopt;
}

// Section 7: printable = %x21-2B / %x2D-7E, at least one.
bool is_nonce(std::string_view text) {
  for (const char c : text) {
    if (c < '!' || c > '~' || c == ',') return false;
  }
  return !text.empty();
}

// Cuts the text up to the next comma off, and the comma.
std::string_view take_field(std::string_view& rest) {
  const std::size_t comma = rest.find(',');
  const std::string_view field = rest.substr(0, comma);
  rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  return field;
}

// The value of "x=value" with x = name.
std::optional<std::string_view> attribute(std::string_view field, char name) {
  if (field.size() < 2 || field[0] != name || field[1] != '=') return std::nullopt;
  return field.substr(2);
}

// A message that starts with "m=" wants an extension that we do not know (section 5.1).
std::optional<ScramFault> mandatory_extension(std::string_view message) {
  if (attribute(message, 'm')) return malformed("a mandatory extension (m=) is not known here");
  return std::nullopt;
}

// Optional extensions: attr-val of letters that have no meaning, to be ignored; but they must look like it.
std::optional<ScramFault> bad_extensions(std::string_view rest) {
  while (!rest.empty()) {
    if (rest.front() == ',' || rest.back() == ',') return malformed("an extension is empty");
    const std::string_view field = take_field(rest);
    const char letter = static_cast<char>(field[0] | 0x20);
    if (field.size() < 3 || letter < 'a' || letter > 'z' || field[1] != '=') return malformed("an extension is not attr=value");
  }
  return std::nullopt;
}

bool is_binding_name(std::string_view name) {
  for (const char c : name) {
    const char letter = static_cast<char>(c | 0x20);
    if (!((letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) return false;
  }
  return !name.empty();
}

Result<Gs2Header, ScramFault> parse_gs2(std::string_view flag, std::string_view authzid) {
  Gs2Header header;
  if (flag == "y") {
    header.use = ChannelBindingUse::NotOffered;
  } else if (const auto binding = attribute(flag, 'p')) {
    if (!is_binding_name(*binding)) return fail(malformed("the channel binding's name is not valid"));
    header.use = ChannelBindingUse::Used;
    header.binding = std::string(*binding);
  } else if (flag != "n") {
    return fail(malformed("the GS2 header starts with none of n, y, p="));
  }
  if (authzid.empty()) return header;
  const auto name = attribute(authzid, 'a');
  const auto parsed = name ? parse_saslname(*name) : std::nullopt;
  if (!parsed) return fail(malformed("the GS2 header's authorization identity is not valid"));
  header.authzid = *parsed;
  return header;
}

std::optional<std::uint32_t> parse_iterations(std::string_view text) {
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  // posit-number: no leading zero.
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '0') return std::nullopt;
  return count;
}

ScramFault not_base64(std::string_view what) { return {Code::InvalidEncoding, std::string(what) + " is not base64"}; }

std::optional<ScramFault> wrong_binding(const Bytes& received, const ScramExpectation& expected) {
  if (constant_time_equal(received, expected.gs2_text + expected.channel_binding)) return std::nullopt;
  return ScramFault{Code::NotAuthorized, "the channel binding (c=) differs from what this end sees"};
}

}  // namespace

std::string_view sasl_condition(ScramFault::Code code) {
  switch (code) {
    case Code::MalformedRequest: return "malformed-request";
    case Code::NotAuthorized: return "not-authorized";
    case Code::InvalidEncoding: return "incorrect-encoding";
  }
  return "malformed-request";
}

std::string write_saslname(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == ',') {
      out += "=2C";
    } else if (c == '=') {
      out += "=3D";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> parse_saslname(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') return std::nullopt;
    if (text[i] != '=') {
      name += text[i];
      continue;
    }
    const std::string_view escape = text.substr(i, 3);
    if (escape != "=2C" && escape != "=3D") return std::nullopt;
    name += escape == "=2C" ? ',' : '=';
    i += 2;
  }
  return name;
}

std::string Gs2Header::write() const {
  std::string out = use == ChannelBindingUse::NotSupported ? "n" : use == ChannelBindingUse::NotOffered ? "y" : "p=" + binding;
  out += ',';
  if (!authzid.empty()) out += "a=" + write_saslname(authzid);
  return out + ',';
}

std::string ScramClientFirst::bare() const { return "n=" + write_saslname(username) + ",r=" + nonce; }

std::string ScramClientFirst::write() const { return gs2.write() + bare(); }

Result<ParsedClientFirst, ScramFault> parse_client_first(std::string_view text) {
  if (auto fault = unreadable(text)) return fail(*fault);
  std::string_view rest = text;
  const std::string_view flag = take_field(rest);
  const std::string_view authzid = take_field(rest);
  if (flag.size() + authzid.size() + 2 > text.size()) return fail(malformed("the GS2 header is incomplete"));
  auto gs2 = parse_gs2(flag, authzid);
  if (!gs2) return fail(gs2.error());

  const std::string_view bare = rest;
  if (auto fault = mandatory_extension(bare)) return fail(*fault);
  const auto name = attribute(take_field(rest), 'n');
  const auto username = name ? parse_saslname(*name) : std::nullopt;
  if (!username) return fail(malformed("the username (n=) is missing or not valid"));
  const auto nonce = attribute(take_field(rest), 'r');
  if (!nonce || !is_nonce(*nonce)) return fail(malformed("the nonce (r=) is missing or not printable"));
  if (bare.back() == ',') return fail(malformed("an extension is empty"));
  if (auto fault = bad_extensions(rest)) return fail(*fault);
  return ParsedClientFirst{
      {*gs2, *username, std::string(*nonce)}, std::string(text.substr(0, text.size() - bare.size())), std::string(bare)};
}

std::string ScramServerFirst::write() const { return "r=" + nonce + ",s=" + base64(salt) + ",i=" + std::to_string(iterations); }

Result<ScramServerFirst, ScramFault> parse_server_first(std::string_view text, std::string_view client_nonce) {
  if (auto fault = unreadable(text)) return fail(*fault);
  if (auto fault = mandatory_extension(text)) return fail(*fault);
  std::string_view rest = text;
  const auto nonce = attribute(take_field(rest), 'r');
  if (!nonce || !is_nonce(*nonce)) return fail(malformed("the nonce (r=) is missing or not printable"));
  const auto salt_text = attribute(take_field(rest), 's');
  if (!salt_text || salt_text->empty()) return fail(malformed("the salt (s=) is missing"));
  const auto salt = from_base64(*salt_text);
  if (!salt) return fail(not_base64("the salt (s=)"));
  const auto count = attribute(take_field(rest), 'i');
  const auto iterations = count && !count->empty() ? parse_iterations(*count) : std::nullopt;
  if (!iterations) return fail(malformed("the iteration count (i=) is missing or not a positive number"));
  if (text.back() == ',') return fail(malformed("an extension is empty"));
  if (auto fault = bad_extensions(rest)) return fail(*fault);
  if (nonce->size() <= client_nonce.size() || nonce->substr(0, client_nonce.size()) != client_nonce) {
    return fail(ScramFault{Code::NotAuthorized, "the server's nonce does not continue the client's"});
  }
  if (*iterations > kScramIterationsLimit) return fail(ScramFault{Code::NotAuthorized, "the iteration count is above 1000000"});
  return ScramServerFirst{std::string(*nonce), *salt, *iterations};
}

std::string ScramClientFinal::without_proof() const { return "c=" + base64(channel_binding) + ",r=" + nonce; }

std::string ScramClientFinal::write() const { return without_proof() + ",p=" + base64(proof); }

Result<ParsedClientFinal, ScramFault> parse_client_final(std::string_view text, const ScramExpectation& expected) {
  if (auto fault = unreadable(text)) return fail(*fault);
  const std::size_t proof_at = text.rfind(",p=");
  if (proof_at == std::string_view::npos) return fail(malformed("the proof (p=) is missing"));
  const std::string_view without_proof = text.substr(0, proof_at);
  std::string_view rest = without_proof;
  const auto binding_text = attribute(take_field(rest), 'c');
  if (!binding_text || binding_text->empty()) return fail(malformed("the channel binding (c=) is missing"));
  const auto nonce = attribute(take_field(rest), 'r');
  if (!nonce || !is_nonce(*nonce)) return fail(malformed("the nonce (r=) is missing or not printable"));
  if (without_proof.back() == ',') return fail(malformed("an extension is empty"));
  if (auto fault = bad_extensions(rest)) return fail(*fault);
  const auto binding = from_base64(*binding_text);
  if (!binding) return fail(not_base64("the channel binding (c=)"));
  const std::string_view proof_text = text.substr(proof_at + 3);
  if (proof_text.empty() || proof_text.find(',') != std::string_view::npos) return fail(malformed("the proof (p=) is not the last field"));
  const auto proof = from_base64(proof_text);
  if (!proof) return fail(not_base64("the proof (p=)"));
  if (auto fault = wrong_binding(*binding, expected)) return fail(*fault);
  if (!constant_time_equal(*nonce, expected.nonce)) return fail(ScramFault{Code::NotAuthorized, "the nonce differs from the server's"});
  return ParsedClientFinal{{*binding, std::string(*nonce), *proof}, std::string(without_proof)};
}

std::string ScramServerFinal::write() const { return error.empty() ? "v=" + base64(signature) : "e=" + error; }

Result<ScramServerFinal, ScramFault> parse_server_final(std::string_view text) {
  if (auto fault = unreadable(text)) return fail(*fault);
  std::string_view rest = text;
  const std::string_view field = take_field(rest);
  const auto error = attribute(field, 'e');
  const auto verifier = attribute(field, 'v');
  if (!(error && !error->empty()) && !(verifier && !verifier->empty())) return fail(malformed("neither a verifier (v=) nor an error (e=)"));
  if (text.back() == ',') return fail(malformed("an extension is empty"));
  if (auto fault = bad_extensions(rest)) return fail(*fault);
  if (error) return ScramServerFinal{{}, std::string(*error)};
  const auto signature = from_base64(*verifier);
  if (!signature) return fail(not_base64("the verifier (v=)"));
  return ScramServerFinal{*signature, {}};
}

}  // namespace assay::crypto
