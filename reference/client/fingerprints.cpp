#include "reference/client/fingerprints.hpp"

#include "reference/e2e/fingerprint.hpp"

namespace assay::client {

std::optional<AccountKeys> keys_of(Keyring& keyring, const std::string& account) {
  KnownAccount* known = keyring.find(account);
  if (known == nullptr || !known->has_keys()) return std::nullopt;
  e2e::FingerprintParty theirs{account, {}};
  AccountKeys keys{account, {}, {}, {}};
  for (const KnownDevice& device : known->devices) {
    theirs.identity_keys.push_back(device.identity);
    keys.devices.push_back(device.id);
  }
  e2e::FingerprintParty ours{keyring.account(), {keyring.own().identity().public_key}};
  if (const KnownAccount* own = keyring.find(ours.account); own != nullptr && own->has_keys()) {
    ours.identity_keys.clear();
    for (const KnownDevice& device : own->devices) ours.identity_keys.push_back(device.identity);
  }
  const e2e::Fingerprint fingerprint = e2e::Fingerprint::of(ours, theirs);
  keys.digits = fingerprint.digits;
  keys.qr = fingerprint.qr;
  return keys;
}

}  // namespace assay::client
