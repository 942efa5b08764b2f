#pragma once
// What a device keeps for end-to-end encryption (spec chapter 07): its own keys, and of each account that it writes to the signed list of
// devices with a session for each. Private keys never leave it but for the caller's storage (ENC-27). Never logged.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/merkle.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/e2e/device_sessions.hpp"
#include "reference/e2e/own_keys.hpp"
#include "reference/e2e/sender_keys.hpp"
#include "reference/stanza/group_roll.hpp"

namespace assay::client {

/// Accounts whose keys are kept. Beyond it no new one is encrypted for: forgetting one would forget what its keys were.
inline constexpr std::size_t kKnownAccounts = 10'000;
/// Devices in one list. A longer one is refused: each costs a session and a key in every message.
inline constexpr std::size_t kListedDevices = 32;

struct KnownDevice {
  std::uint32_t id = 0;
  Bytes identity;  ///< Ed25519, as the list says
  e2e::DeviceSessions sessions{};
};

struct KnownAccount {
  std::uint64_t version = 0;  ///< of the list
  WallTime expires{};
  std::deque<KnownDevice> devices{};  ///< the phone first; none: no list was seen
  bool clear_allowed = false;         ///< the user agreed to write in the clear

  [[nodiscard]] bool has_keys() const { return !devices.empty(); }
  [[nodiscard]] KnownDevice* find(std::uint32_t device);
};

/// A device that our user linked, on its phone: by the key that it showed him. That key vouches for the one that it encrypts by.
struct Companion {
  Bytes linked_by;       ///< Ed25519: the key of its registration
  std::uint32_t id = 0;  ///< inside the encryption; 0 before it told
  Bytes identity{};      ///< Ed25519; empty before
};

/// Groups that sender keys are kept for. In others nothing is read, and nothing written.
inline constexpr std::size_t kKeyedGroups = 1'000;
/// Devices of one group's members that have our sender key, or whose keys we have.
inline constexpr std::size_t kKeyedDevices = 4'096;

/// A device that our sender key was given to.
struct KeyHolder {
  std::string account;
  std::uint32_t device = 0;
  Bytes identity;
  friend auto operator<=>(const KeyHolder&, const KeyHolder&) = default;
};

/// The roll of a group that is believed (section 13).
struct GroupRoll {
  std::uint64_t version = 0;                              ///< the group's, behind the change that it came with
  std::map<std::string, stanza::groups::Role> members{};  ///< by bare address; who signed himself in since is one of them
  Bytes link{};                                           ///< by whose private half one signs himself in; "": there is no such link
  /// Admins who left since, and the version that they left by: a roll that comes with that is theirs.
  std::map<std::string, std::uint64_t> departed{};
};

/// Sender keys of one group (section 5), and for whom they are.
struct GroupKeys {
  std::optional<e2e::OwnSenderKey> own{};
  std::set<KeyHolder> holders{};                                                        ///< of `own`
  std::map<std::pair<std::string, std::uint32_t>, e2e::ReceivedSenderKeys> received{};  ///< by account and device
  std::optional<GroupRoll> roll{};
  bool judges_roll = false;  ///< another roll waits for its signer's list; not kept

  /// Whether anything was encrypted here.
  [[nodiscard]] bool has_keys() const { return own.has_value() || !received.empty(); }
};

/// What was found good of the server's log of keys last (section 14).
struct KnownLog {
  Bytes key;                ///< Ed25519: the log's
  crypto::MerkleHead head;  ///< the newest
  friend bool operator==(const KnownLog&, const KnownLog&) = default;
};

/// Messages that were read and that the caller has not taken: many more than come between two looks of his. The oldest goes first.
inline constexpr std::size_t kReadMessages = 1'000;
/// Messages that the caller took, whose entry may come once more.
inline constexpr std::size_t kTakenMessages = 1'000;

/// A message that was read: the key to it is gone, and nothing else may be lost of it (ENC-13b).
struct ReadMessage {
  std::string entry;  ///< of the mailbox
  Bytes digest;       ///< of its ciphertext and of what the stanza said of it
  Bytes content;      ///< what was inside, as XML; wiped when the caller has it
};

class Keyring {
 public:
  /// New keys for the account with this bare address.
  [[nodiscard]] static Keyring create(std::string account, RandomSource& random, WallTime now);

  [[nodiscard]] const std::string& account() const { return account_; }
  /// Our own, inside the encryption.
  [[nodiscard]] std::uint32_t device() const { return device_; }
  [[nodiscard]] e2e::OwnKeys& own() { return own_; }
  [[nodiscard]] const e2e::OwnKeys& own() const { return own_; }
  /// Nullptr for an account of which nothing is known.
  [[nodiscard]] KnownAccount* find(const std::string& account);
  /// Makes a place for it. Nullptr if there are too many.
  [[nodiscard]] KnownAccount* place(const std::string& account);

  /// On the phone: by the server's names for them. Whoever changes them has the list signed anew: list_is_stale().
  [[nodiscard]] std::map<std::string, Companion>& companions() { return companions_; }
  [[nodiscard]] const std::map<std::string, Companion>& companions() const { return companions_; }

  /// Nullptr for a group without keys.
  [[nodiscard]] GroupKeys* find_group(const std::string& group);
  [[nodiscard]] const GroupKeys* find_group(const std::string& group) const;
  /// Makes a place for it. Nullptr if there are too many.
  [[nodiscard]] GroupKeys* place_group(const std::string& group);

  /// Nothing before the first proof was good.
  [[nodiscard]] std::optional<KnownLog>& log() { return log_; }
  [[nodiscard]] const std::optional<KnownLog>& log() const { return log_; }

  /// Whoever reads a message puts it here, for the same write that takes its key away.
  void keep(ReadMessage message);
  /// Nullptr if there is none.
  [[nodiscard]] const ReadMessage* kept(const std::string& entry) const;
  /// The caller has it, and its entry is about to go: what was inside is forgotten, that it was read is not.
  void taken(const std::string& entry);
  [[nodiscard]] bool was_taken(ByteView digest) const;

  /// Raised by whoever changes something, so that the caller sees that it is to be stored.
  void touch() { ++revision_; }
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

 private:
  friend crypto::Secret write_keyring(const Keyring& keyring);
  friend std::optional<Keyring> read_keyring(std::string_view text);
  explicit Keyring(e2e::OwnKeys own) : own_(std::move(own)) {}

  std::string account_;
  std::uint32_t device_ = 0;
  e2e::OwnKeys own_;
  std::map<std::string, KnownAccount> accounts_;
  std::map<std::string, Companion> companions_;
  std::map<std::string, GroupKeys> groups_;  // by bare address
  std::optional<KnownLog> log_;
  std::deque<ReadMessage> read_;             // the oldest first
  std::deque<Bytes> taken_;                  // digests, likewise
  std::uint64_t revision_ = 0;
};

/// A line of text, for a file that only its owner can read. Holds every private key.
[[nodiscard]] crypto::Secret write_keyring(const Keyring& keyring);
/// Nothing if the text is not what write_keyring() makes: all or nothing.
[[nodiscard]] std::optional<Keyring> read_keyring(std::string_view text);

}  // namespace assay::client
