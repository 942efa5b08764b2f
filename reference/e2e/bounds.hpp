#pragma once
// The bounds of end-to-end encryption, with their reasons. They are part of the protocol (spec chapter 07), not of a server's limits.

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "reference/base/now.hpp"

namespace assay::e2e {

/// Keys of messages that did not arrive, kept for one session (ENC-11). XEP-0384 recommends 1,000: a phone that was off gets its messages
/// in order, so gaps are few; 48 octets each make 48 kB for a hostile peer to fill.
inline constexpr std::size_t kSkippedKeys = 1'000;
/// Keys that one message can make us compute in one chain. The same number: a step is one HMAC, so a forged message costs half a
/// millisecond and not 2^32 steps.
inline constexpr std::uint32_t kSkippedByOneMessage = 1'000;
/// A receiver that sees the first message of a ratchet key with this counter or a higher one answers with an empty message, which turns
/// the ratchet (XEP-0384 section 6): so a chain of a talker whom nobody answers is at most that long.
inline constexpr std::uint32_t kHeartbeatCounter = 53;
/// Ratchet keys of the peer that are remembered after their chain ended, so that a replayed message of theirs is called a replay and not
/// a lost message. They decide what a failure is called, nothing else.
inline constexpr std::size_t kFormerRatchetKeys = 32;
/// Sessions with one device. Two that start at the same time make two; an older one still reads what was on its way.
inline constexpr std::size_t kSessionsOfOneDevice = 4;

/// One-time prekeys that a device publishes (ENC-02), and the number that it fills up to.
inline constexpr std::size_t kOneTimePreKeys = 100;
/// One-time prekeys that a device keeps the private half of: handed out ones stay until they are used.
inline constexpr std::size_t kOneTimePreKeysKept = 1'000;
/// A signed prekey is replaced at this age, and kept for as long again (ENC-08): a message that waited for the longest time that a
/// mailbox keeps it may still be one that began a session with a key that is replaced meanwhile.
inline constexpr Duration kSignedPreKeyPeriod = std::chrono::days{7};
/// After a session that began with the last-resort prekey the signed prekey is replaced early, but not younger than this: else whoever
/// drains our prekeys makes us replace it with each message.
inline constexpr Duration kSignedPreKeyLeastAge = std::chrono::minutes{10};
/// Signed prekeys that are kept: the current one, and those of the period before, which early replacement makes several.
inline constexpr std::size_t kSignedPreKeysKept = 8;

/// Steps that one message can make us take in a sender's chain, and keys of skipped messages kept for it (ENC-23; libsignal's number).
inline constexpr std::uint32_t kSenderKeySteps = 2'000;
/// A sender makes a new sender key after this many messages or this time (ENC-23).
inline constexpr std::uint32_t kSenderKeyMessages = 1'000;
inline constexpr Duration kSenderKeyAge = std::chrono::days{7};
/// Chains of one sender device in one group that are kept: messages of an old one may arrive after the new one's distribution.
inline constexpr std::size_t kSenderKeyChains = 5;

/// A device list is valid for so long after it was signed (ENC-15): a server that hides a removal can do so for that time at most.
inline constexpr Duration kDeviceListLifetime = std::chrono::days{35};

/// Largest message inside the encryption that is accepted, in octets: a stanza is at most 256 KiB.
inline constexpr std::size_t kPlaintextOctets = 262'144;

}  // namespace assay::e2e
