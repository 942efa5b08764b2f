#include "reference/server/account_end.hpp"

#include "reference/base/assert.hpp"
#include "reference/server/feature.hpp"

namespace assay::server {

void forget_account(const Context& context, const std::string& account) {
  ASSAY_ASSERT(context.sessions.of(account).empty());
  const std::vector<std::string> companions = Companions(context.turn).of(account);
  context.accounts.erase(account);
  for (const std::string& device : companions) {
    for (const Feature& feature : context.outlet.features()) {
      if (feature.device_forgotten) feature.device_forgotten(context, account, device);
    }
  }
  for (const Feature& feature : context.outlet.features()) {
    if (feature.forgotten) feature.forgotten(context, account);
  }
}

}  // namespace assay::server
