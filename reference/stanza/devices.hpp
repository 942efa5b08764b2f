#pragma once
// Companions, the devices beside an account's phone (spec chapter 02): linked, listed and unlinked, and claiming the token that they log in
// by: urn:cxmpp:devices:1.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/stanza/registration.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::devices {

inline constexpr const char* kNs = "urn:cxmpp:devices:1";

/// <link key name/>: the phone takes the device with that key.
struct Link {
  Bytes key;         ///< Ed25519 public key: 32 octets
  std::string name;  ///< for people; not empty
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Link> parse(const xml::Element& element);
  friend bool operator==(const Link&, const Link&) = default;
};

/// <linked device/>: its id.
struct Linked {
  std::string device;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Linked> parse(const xml::Element& element);
  friend bool operator==(const Linked&, const Linked&) = default;
};

/// <unlink device/>
struct Unlink {
  std::string device;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Unlink> parse(const xml::Element& element);
  friend bool operator==(const Unlink&, const Unlink&) = default;
};

/// <device id name linked active? self?/>
struct Device {
  std::string id;
  std::string name;
  WallTime linked;                                ///< milliseconds
  std::optional<WallTime> active = std::nullopt;  ///< the day of its last login; nothing before it has claimed its token
  bool self = false;                              ///< it is the one that asks
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Device> parse(const xml::Element& element);
  friend bool operator==(const Device&, const Device&) = default;
};

/// <devices/>: asks for the list if it is empty, and is the list in the answer.
struct List {
  std::vector<Device> devices;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<List> parse(const xml::Element& element);
  friend bool operator==(const List&, const List&) = default;
};

/// <challenge request?/>: asked for without, answered with.
struct Challenge {
  std::string request;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Challenge> parse(const xml::Element& element);
  friend bool operator==(const Challenge&, const Challenge&) = default;
};

/// <claim key binding signature/>
struct Claim {
  Bytes key;
  registration::Binding binding = registration::Binding::None;
  Bytes signature;  ///< 64 octets over signed_octets()
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Claim> parse(const xml::Element& element);
  friend bool operator==(const Claim&, const Claim&) = default;
};

/// <claimed jid device token/>
struct Claimed {
  std::string jid;  ///< of the account, bare
  std::string device;
  std::string token;  ///< secret: the password of its logins
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Claimed> parse(const xml::Element& element);
  friend bool operator==(const Claimed&, const Claimed&) = default;
};

enum class What {
  Linked,
  Claimed,  ///< it has a token now, the first or a new one
  Unlinked,
};
[[nodiscard]] std::string_view name_of(What what);

/// <changed device what name/>, in a message to the account's other devices.
struct Changed {
  std::string device;
  What what = What::Linked;
  std::string name;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Changed> parse(const xml::Element& element);
  friend bool operator==(const Changed&, const Changed&) = default;
};

/// "CXMPP-claim-1" 00 DOMAIN 00 KEY 00 REQUEST 00 BINDING 00 DATA, where KEY is the public key in base64.
struct Signed {
  std::string_view domain;
  ByteView key;
  std::string_view request;  ///< of the challenge
  registration::Binding binding = registration::Binding::None;
  ByteView binding_octets;
};
[[nodiscard]] Bytes signed_octets(const Signed& what);

}  // namespace assay::stanza::devices
