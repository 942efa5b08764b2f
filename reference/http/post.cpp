#include "reference/http/post.hpp"

#include <array>

#include "reference/http/curl_handle.hpp"

namespace assay::http {
namespace {

// An answer says little; whoever says more is no provider.
constexpr curl_off_t kMostOctets = 1'048'576;

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

int watch(void* cancelled, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(cancelled)->load() || received > kMostOctets ? 1 : 0;
}

std::string reason(CURLcode code, const char* detail, const std::atomic<bool>& cancelled) {
  if (code == CURLE_ABORTED_BY_CALLBACK) return cancelled ? "given up" : "the answer is too long";
  return *detail != '\0' ? detail : curl_easy_strerror(code);
}

}  // namespace

Result<int, std::string> post(const Post& request, const std::atomic<bool>& cancelled) {
  const CurlHandle handle = new_handle();
  CURL* curl = handle.get();
  CurlHeaders headers;
  add(headers, "Content-Type: " + request.content_type);
  add(headers, "Expect:");
  if (!request.bearer_token.empty()) add(headers, "Authorization: Bearer " + request.bearer_token);

  std::array<char, CURL_ERROR_SIZE> detail{};
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout / std::chrono::milliseconds{1}));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&cancelled));
  if (!request.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, request.ca_file.c_str());
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return fail(reason(code, detail.data(), cancelled));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

}  // namespace assay::http
