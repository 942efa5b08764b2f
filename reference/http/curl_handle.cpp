#include "reference/http/curl_handle.hpp"

#include "reference/base/assert.hpp"

namespace assay::http {

CurlHandle new_handle() {
  static const bool initialised = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  ASSAY_ASSERT(initialised);
  CurlHandle handle(curl_easy_init());
  ASSAY_ASSERT(handle != nullptr);
  curl_easy_setopt(handle.get(), CURLOPT_USERAGENT, "assay");
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);  // signals belong to the loop
  return handle;
}

void add(CurlHeaders& headers, const std::string& line) {
  curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
  ASSAY_ASSERT(longer != nullptr);
  (void)headers.release();
  headers.reset(longer);
}

}  // namespace assay::http
