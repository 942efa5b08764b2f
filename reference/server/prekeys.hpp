#pragma once
// Published keys of devices at rest, and who got how many of them (spec chapter 07). Only public halves are here.
//
// Space "prekey-device": key(account, device) -> fields(id, identity, signed id, signed key, signature, last-resort id, key, stock).
// Space "prekey": key(account, device, ordered(id)) -> the key of a one-time prekey that nobody got.
// Space "prekey-given": key(account, device, hash of the asker) -> fields(start of the hour, one-time keys given in it).
// Space "prekey-day": key(account, device) -> fields(start of the day, one-time keys given to accounts unknown to it).
// Space "prekey-asked": key(asker) -> fields(start of the hour, bundles asked for in it).
// `device` is the account's name for it ("primary"), the id is the one that others know (XEP-0384).

#include <cstddef>
#include <optional>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/context.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::server {

class Prekeys {
 public:
  explicit Prekeys(const Context& context) : context_(context) {}

  struct Device {
    std::uint32_t id = 0;
    Bytes identity;
    stanza::prekeys::SignedPreKey signed_prekey;
    stanza::prekeys::PreKey last_resort;
    std::size_t stock = 0;  ///< one-time prekeys that nobody got
  };
  [[nodiscard]] std::optional<Device> find(const std::string& account, const std::string& device) const;
  /// The account's name of the device with that id, among those that published keys.
  [[nodiscard]] std::optional<std::string> device_named(const std::string& account, std::uint32_t id) const;

  /// Nothing, or why not: then nothing has changed. Adds to the stock, or replaces it.
  [[nodiscard]] std::optional<stanza::StanzaError> upload(const std::string& account, const std::string& device,
                                                          const stanza::prekeys::Upload& upload) const;

  /// A bundle for the asker, with a one-time prekey that goes with it for good, or with the last resort where the stock or a limit says so.
  [[nodiscard]] stanza::prekeys::Bundle hand_out(const Session& asker, const std::string& account, const std::string& device) const;
  /// How long the asker has to wait before it may ask for one more bundle; nothing: it is counted.
  [[nodiscard]] std::optional<std::chrono::seconds> charge(const Session& asker, const std::string& account) const;
  /// The same of one count.
  [[nodiscard]] std::optional<std::chrono::seconds> charge(ByteView key, std::size_t limit) const;

  /// Tells the device's sessions that the stock is low.
  void tell_low(const std::string& account, const std::string& device, const Device& record) const;

  void forget(const std::string& account) const;
  void forget(const std::string& account, const std::string& device) const;

 private:
  void put(const std::string& account, const std::string& device, const Device& record) const;
  [[nodiscard]] bool may_have_one(const Session& asker, const std::string& account, const std::string& device) const;
  [[nodiscard]] Bytes given_key(const Session& asker, const std::string& account, const std::string& device) const;
  void clean_up(const std::string& account, const std::string& device) const;

  const Context& context_;
};

/// Charges whoever asks for an account's keys or devices as if it wrote to it (chapter 03), unless they are in one group: there it is shown
/// the address anyway. How long to wait, if it is refused.
[[nodiscard]] std::optional<std::chrono::seconds> charge_reader(const Context& context, const Session& session, const jid::Jid& to);

}  // namespace assay::server
