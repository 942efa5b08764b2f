#include "reference/http/post.hpp"

#include <array>
#include <memory>

#include <curl/curl.h>

#include "reference/base/assert.hpp"

namespace assay::http {
namespace {

// An answer says little; whoever says more is no provider.
constexpr curl_off_t kMostOctets = 1'048'576;

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void initialise_once() {
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  ASSAY_ASSERT(done);
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

int watch(void* cancelled, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(cancelled)->load() || received > kMostOctets ? 1 : 0;
}

using Headers = std::unique_ptr<curl_slist, Cleanup>;

void add(Headers& headers, const std::string& line) {
  curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
  ASSAY_ASSERT(longer != nullptr);
  (void)headers.release();
  headers.reset(longer);
}

std::string reason(CURLcode code, const char* detail, const std::atomic<bool>& cancelled) {
  if (code == CURLE_ABORTED_BY_CALLBACK) return cancelled ? "given up" : "the answer is too long";
  return *detail != '\0' ? detail : curl_easy_strerror(code);
}

}  // namespace

Result<int, std::string> post(const Post& request, const std::atomic<bool>& cancelled) {
  initialise_once();
  const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
  ASSAY_ASSERT(handle != nullptr);
  CURL* curl = handle.get();
  Headers headers;
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
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "assay");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);  // signals belong to the loop
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
