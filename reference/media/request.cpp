#include "reference/media/request.hpp"

#include <algorithm>

namespace assay::media {
namespace {

// RFC 9110 section 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kOthers.find(c) != std::string_view::npos;
  });
}

bool is_visible(std::string_view text, bool with_blanks) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return (octet > 0x20 && octet != 0x7f) || (with_blanks && (c == ' ' || c == '\t'));
  });
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

RequestReader::State RequestReader::feed(ByteView octets) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  octets_ += octets;
  const std::size_t end = octets_.find(kEnd);
  // As long as all but one octet of the end may have come, it is no longer than it is allowed to be.
  if (end == std::string::npos) return octets_.size() < kHeadOctets + kEnd.size() ? State::Reading : State::TooLarge;
  if (end > kHeadOctets) return State::TooLarge;
  body_at_ = end + kEnd.size();
  return parse(std::string_view(octets_).substr(0, end + 2)) ? State::Complete : State::Broken;
}

bool RequestReader::parse(std::string_view head) {
  bool is_first = true;
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (!(is_first ? parse_line(line) : parse_field(line))) return false;
    is_first = false;
  }
  return true;
}

bool RequestReader::parse_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  if (!is_token(method) || !target.starts_with('/') || !is_visible(target, false)) return false;
  if (line.substr(last + 1) != "HTTP/1.1") return false;
  request_.method = method;
  request_.target = target;
  return true;
}

// A field that stands twice is refused: what of it counts is a matter of taste (RFC 9112 section 6.3).
bool RequestReader::parse_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  if (!is_visible(value, true)) return false;
  return request_.fields.emplace(in_small_letters(line.substr(0, colon)), value).second;
}

}  // namespace assay::media
