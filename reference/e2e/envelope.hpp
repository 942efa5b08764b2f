#pragma once
// The envelope that is encrypted (XEP-0420 version 0.4.1, namespace urn:xmpp:sce:1, with the affixes of XEP-0384 section 5.5.1), and the
// affix of ours that binds it to its message (ENC-12; spec chapter 07, section 4).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/e2e/fault.hpp"
#include "reference/e2e/keys.hpp"
#include "reference/xml/element.hpp"

namespace assay::e2e {

inline constexpr const char* kSceNs = "urn:xmpp:sce:1";
inline constexpr const char* kBindNs = "urn:cxmpp:e2e:1";

/// How far the envelope's time may be from the stanza's: phones' clocks are off by hours, rarely by a day. Replays are the ratchet's to
/// find; this is for a message that was held back.
inline constexpr Duration kEnvelopeTimeMargin = std::chrono::hours{24};

/// What an envelope belongs to, as it stands inside the encryption, and as the receiver reads it off the stanza that brought it.
struct Binding {
  std::string from;          ///< bare address of the sender
  std::string to;            ///< bare address: the account, or the group
  WallTime time;             ///< milliseconds; of a stanza: its delay's stamp, or when it came
  DeviceId device{};         ///< that sent it
  std::string id;            ///< of the message
  std::string kind;          ///< "content", "reaction", "edit", "revoke", "receipt", "control"
  std::string conversation;  ///< bare address of the chat it belongs to: in copies to one's own devices another one than `to`
  std::optional<std::uint64_t> group_version{};  ///< of the group that it was encrypted for
  friend bool operator==(const Binding&, const Binding&) = default;
};

/// Which affix differs.
enum class Mismatch { From, To, Time, Device, Id, Kind, Conversation, GroupVersion };
[[nodiscard]] std::string_view name_of(Mismatch mismatch);
/// The first that differs: then the message is dropped, whatever is in it (ENC-12).
[[nodiscard]] std::optional<Mismatch> mismatch(const Binding& inside, const Binding& outside);

struct Envelope {
  Binding binding;
  std::vector<xml::Element> content;

  /// As octets to encrypt, padded to a bucket.
  [[nodiscard]] Bytes write(RandomSource& random) const;
  /// Malformed where an affix is missing or twice. Padding of any length is taken.
  [[nodiscard]] static Result<Envelope, Fault> parse(ByteView octets);
  friend bool operator==(const Envelope&, const Envelope&) = default;
};

}  // namespace assay::e2e
