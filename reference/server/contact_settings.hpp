#pragma once
// Who may find an account by its number, and what it wants to be told (spec chapter 03: CON-11, CON-12).
//
// Space "contact-settings": key(account) -> fields(when the number came here, discoverable, flags: 'j' join notices).

#include <string>

#include "reference/server/context.hpp"
#include "reference/stanza/contacts.hpp"

namespace assay::server {

struct ContactSettings {
  WallTime since{};  ///< when the number came here; registering again leaves it as it is
  stanza::contacts::Discoverable discoverable = stanza::contacts::Discoverable::Everyone;
  bool join_notices = false;
};

class ContactSettingsBook {
 public:
  explicit ContactSettingsBook(const Context& context) : context_(context) {}

  /// Those of an account that never set any are the defaults.
  [[nodiscard]] ContactSettings find(const std::string& account) const;
  void put(const std::string& account, const ContactSettings& settings) const;
  void forget(const std::string& account) const;
  /// Until when the account counts as young (Limits::young_account).
  [[nodiscard]] WallTime young_until(const std::string& account) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
