#pragma once
// What is common to this room's uses of libcurl.

#include <memory>
#include <string>

#include <curl/curl.h>

namespace assay::http {

struct CurlCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCleanup>;
using CurlHeaders = std::unique_ptr<curl_slist, CurlCleanup>;

[[nodiscard]] CurlHandle new_handle();
void add(CurlHeaders& headers, const std::string& line);

}  // namespace assay::http
