#include "reference/http/exchange.hpp"

#include <algorithm>
#include <cstdio>

#include "reference/http/curl_handle.hpp"

namespace assay::http {
namespace {

// A peer that moves fewer octets than this in each second of a minute is not there.
constexpr long kSlowestOctets = 16;
constexpr long kSlowestSeconds = 60;
constexpr long kConnectSeconds = 15;

struct Running {
  const FileRequest& request;
  const FileProgress& progress;
  const std::atomic<bool>& cancelled;
  FileAnswer answer{};
  std::size_t sent = 0;
};

std::size_t keep(char* octets, std::size_t size, std::size_t count, void* user) {
  auto& running = *static_cast<Running*>(user);
  Bytes& kept = running.answer.octets;
  if (running.request.method == FileRequest::Method::Put) return size * count;  // what a host says beside its status says nothing
  if (size * count > running.request.most_octets - kept.size()) {
    running.answer.too_long = true;
    return 0;
  }
  kept.append(octets, size * count);
  return size * count;
}

std::size_t give(char* out, std::size_t size, std::size_t count, void* user) {
  auto& running = *static_cast<Running*>(user);
  const Bytes& octets = *running.request.octets;
  const std::size_t some = std::min(size * count, octets.size() - running.sent);
  std::copy_n(octets.data() + running.sent, some, out);
  running.sent += some;
  return some;
}

// Again after a connection that the host had closed in the meantime.
int rewind_to(void* user, curl_off_t offset, int origin) {
  auto& running = *static_cast<Running*>(user);
  if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > running.request.octets->size()) return CURL_SEEKFUNC_FAIL;
  running.sent = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

int watch_file(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent) {
  const auto& running = *static_cast<const Running*>(user);
  const curl_off_t moved = running.request.method == FileRequest::Method::Put ? sent : received;
  if (running.progress && moved > 0) running.progress(static_cast<std::uint64_t>(moved));
  return running.cancelled ? 1 : 0;
}

void believe(CURL* curl, const Trust& trust) {
  if (trust.whom == Trust::Whom::File) curl_easy_setopt(curl, CURLOPT_CAINFO, trust.file.c_str());
  if (trust.whom != Trust::Whom::Anyone) return;
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
}

}  // namespace

Result<FileAnswer, std::string> exchange(const FileRequest& request, const FileProgress& progress, const std::atomic<bool>& cancelled) {
  const CurlHandle handle = new_handle();
  CURL* curl = handle.get();
  Running running{request, progress, cancelled};
  CurlHeaders headers;
  add(headers, "Expect:");
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowestOctets);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowestSeconds);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &running);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_file);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &running);
  if (request.method == FileRequest::Method::Put) {
    add(headers, "Content-Type: application/octet-stream");
    if (!request.authorization.empty()) add(headers, "Authorization: " + request.authorization);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &running);
    curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, rewind_to);
    curl_easy_setopt(curl, CURLOPT_SEEKDATA, &running);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.octets->size()));
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  if (!request.source_address.empty()) curl_easy_setopt(curl, CURLOPT_INTERFACE, request.source_address.c_str());
  believe(curl, request.trust);
  const CURLcode code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  running.answer.status = static_cast<unsigned>(status);
  // A host that has said no before all octets were there may close: its answer counts.
  const bool is_answered = code == CURLE_OK || running.answer.too_long || (request.method == FileRequest::Method::Put && status >= 400);
  if (cancelled) return fail(std::string("given up"));
  if (!is_answered) return fail(std::string(curl_easy_strerror(code)));
  if (status != 200) running.answer.octets.clear();
  return std::move(running.answer);
}

}  // namespace assay::http
