#include "reference/server/contact_settings.hpp"

#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "contact-settings";

using stanza::contacts::Discoverable;

}  // namespace

ContactSettings ContactSettingsBook::find(const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kSpace, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 3) return {};
  return {from_stamp((*f)[0]), stanza::contacts::discoverable((*f)[1]).value_or(Discoverable::Nobody), (*f)[2].find('j') != Bytes::npos};
}

void ContactSettingsBook::put(const std::string& account, const ContactSettings& settings) const {
  context_.store().put(kSpace, store::key({account}),
                       store::fields({stamp(settings.since), name_of(settings.discoverable), settings.join_notices ? "j" : ""}));
}

void ContactSettingsBook::forget(const std::string& account) const { context_.store().erase(kSpace, store::key({account})); }

WallTime ContactSettingsBook::young_until(const std::string& account) const {
  return find(account).since + context_.limits().young_account;
}

}  // namespace assay::server
