#include "reference/server/account_end.hpp"

#include "reference/base/assert.hpp"
#include "reference/server/feature.hpp"

namespace assay::server {

void forget_account(const Context& context, const std::string& account) {
  ASSAY_ASSERT(context.sessions.of(account).empty());
  context.accounts.erase(account);
  for (const Feature& feature : context.outlet.features()) {
    if (feature.forgotten) feature.forgotten(context, account);
  }
}

}  // namespace assay::server
