#include "conformance/engine/http_answer.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "conformance/engine/http_request.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::string_view kMethods[] = {"GET /", "PUT /", "HEAD /"};
constexpr std::string_view kEnd = "\r\n\r\n";

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; });
}

/// "201" of "HTTP/1.1 201 Created".
std::string status_of(std::string_view head) {
  const std::size_t blank = std::min(head.find(' '), head.size());
  const std::string_view status = head.substr(blank + (blank < head.size() ? 1 : 0), 3);
  return is_plain(status) ? std::string(status) : std::string();
}

bool is_answer(std::string_view octets) { return octets.starts_with("HTTP/"); }

/// "PUT" and "/x" of "PUT /x HTTP/1.1".
xml::Element request_in(std::string_view line) {
  const std::size_t first = std::min(line.find(' '), line.size());
  const std::string_view rest = line.substr(std::min(first + 1, line.size()));
  xml::Element request(xml::ns::kClient, "request");
  const auto text = [](std::string_view part) { return is_plain(part) ? std::string(part) : std::string(); };
  request.set_attribute("method", text(line.substr(0, first))).set_attribute("path", text(rest.substr(0, rest.find(' '))));
  return request;
}

xml::Element message_of(std::string_view head) {
  xml::Element answer(xml::ns::kClient, "answer");
  answer.set_attribute("status", status_of(head));
  if (!is_answer(head)) answer = request_in(head.substr(0, head.find("\r\n")));
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
    const std::size_t end = std::min(head.find("\r\n", at + 2), head.size());
    const std::string_view line = head.substr(at + 2, end - at - 2);
    at = end < head.size() ? end : std::string_view::npos;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_plain(line)) continue;
    answer.add(xml::Element(xml::ns::kClient, "field")
                   .with("name", in_small_letters(line.substr(0, colon)))
                   .add_text(trimmed(line.substr(colon + 1))));
  }
  return answer;
}

std::optional<std::size_t> announced(const xml::Element& answer) {
  for (const xml::Element* field : answer.children()) {
    if (field->attribute("name") != "content-length") continue;
    const std::string text = field->text();
    std::size_t octets = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), octets);
    if (error == std::errc{} && end == text.data() + text.size()) return octets;
  }
  return std::nullopt;
}

}  // namespace

bool begins_request(ByteView octets) {
  return std::any_of(std::begin(kMethods), std::end(kMethods), [&](std::string_view method) { return octets.starts_with(method); });
}

void HttpAnswerReader::feed(ByteView octets) {
  has_begun_ = true;
  if (is_done_ || octets_.size() + octets.size() > kMostOctets) return;
  octets_ += octets;
}

bool HttpAnswerReader::pass_interim() {
  const std::size_t end = octets_.find(kEnd);
  if (end == std::string::npos || !is_answer(octets_) || !status_of(octets_).starts_with('1')) return false;
  octets_.erase(0, end + kEnd.size());
  return true;
}

std::optional<xml::Element> HttpAnswerReader::next(bool peer_finished) {
  if (is_done_) return std::nullopt;
  while (pass_interim()) continue;
  const std::size_t end = octets_.find(kEnd);
  if (end == std::string::npos) return std::nullopt;
  xml::Element message = message_of(std::string_view(octets_).substr(0, end));
  const std::string_view body = std::string_view(octets_).substr(end + kEnd.size());
  auto wanted = announced(message);
  if (!wanted && !is_answer(octets_)) wanted = 0;
  if (!peer_finished && (!wanted || body.size() < *wanted)) return std::nullopt;
  is_done_ = true;
  xml::Element held(xml::ns::kClient, "body");
  held.set_attribute("octets", std::to_string(body.size()));
  held.set_attribute("sha256", hex(crypto::sha256(body)));
  if (is_plain(body)) {
    held.add_text(body);
  } else if (body.size() <= kShownOctets) {
    held.set_attribute("base64", base64(body));
  }
  message.add(std::move(held));
  return message;
}

}  // namespace assay::conformance::engine
