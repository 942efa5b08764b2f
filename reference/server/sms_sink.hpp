#pragma once
// Where codes leave the server: a provider of short messages and calls.

#include <string>

#include "reference/stanza/registration.hpp"

namespace assay::server {

struct Sms {
  std::string to;  ///< "+12025550101"
  stanza::registration::Method method = stanza::registration::Method::Sms;
  std::string code;  ///< secret: decimal digits
};

class SmsSink {
 public:
  SmsSink() = default;
  SmsSink(const SmsSink&) = delete;
  SmsSink& operator=(const SmsSink&) = delete;
  virtual ~SmsSink() = default;
  /// Called after the commit of the turn that made the code. False: nobody can deliver it there (error `no-route`).
  [[nodiscard]] virtual bool deliver(const Sms& sms) = 0;
};

}  // namespace assay::server
