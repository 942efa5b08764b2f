// Requests and answers of HTTP/1.1, as octets to send (RFC 9112). What comes is an element: http_answer.hpp.

#include "conformance/engine/functions.hpp"

namespace assay::conformance::engine::functions {

namespace {

struct Url {
  std::string host;  ///< with its port, if it names one
  std::string path;
};

std::optional<Url> parsed(const std::string& text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  const std::size_t slash = text.find('/', kScheme.size());
  if (slash == std::string::npos) return Url{text.substr(kScheme.size()), "/"};
  return Url{text.substr(kScheme.size(), slash - kScheme.size()), text.substr(slash)};
}

Answer request(const Arguments& a, Surroundings&) {
  const auto url = parsed(a[1].text);
  if (!url) return fail("\"" + a[1].text + "\" is no https URL");
  if (a.size() % 2 == 0) return fail(std::string("a field's name without a value"));
  std::string head = a[0].text + " " + url->path + " HTTP/1.1\r\nHost: " + url->host + "\r\nConnection: close\r\n";
  bool has_length = a[2].text.empty() && a[0].text != "PUT";
  for (std::size_t i = 3; i < a.size(); i += 2) {
    has_length = has_length || a[i].text == "Content-Length" || a[i].text == "Transfer-Encoding";
    if (!a[i + 1].text.empty()) head += a[i].text + ": " + a[i + 1].text + "\r\n";
  }
  if (!has_length) head += "Content-Length: " + std::to_string(a[2].text.size()) + "\r\n";
  return text_value(head + "\r\n" + a[2].text);
}

Answer answer_octets(const Arguments& a, Surroundings&) {
  if (a.size() % 2 != 0) return fail(std::string("a field's name without a value"));
  std::string head = "HTTP/1.1 " + a[0].text + " Said\r\nConnection: close\r\n";
  bool has_length = false;
  for (std::size_t i = 2; i < a.size(); i += 2) {
    has_length = has_length || a[i].text == "Content-Length";
    head += a[i].text + ": " + a[i + 1].text + "\r\n";
  }
  if (!has_length) head += "Content-Length: " + std::to_string(a[1].text.size()) + "\r\n";
  return text_value(head + "\r\n" + a[1].text);
}

}  // namespace

/// http_answer(status, body, name, value, ...), and http_request(method, url, body, name, value, ...): with the fields of these names, but
/// for empty ones. Content-Length is the body's, unless it is among them.
Family http() { return {{"http_request", 3, 31, request}, {"http_answer", 2, 30, answer_octets}}; }

}  // namespace assay::conformance::engine::functions
