#pragma once
// Registration of a number (spec chapter 02): the elements of urn:cxmpp:register:1, and the octets that a device signs.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::registration {

inline constexpr const char* kNs = "urn:cxmpp:register:1";

/// The stream feature <register/>, which names the channel bindings that a signature may cover.
struct Feature {
  bool tls_exporter = false;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Feature> parse(const xml::Element& element);
  friend bool operator==(const Feature&, const Feature&) = default;
};

enum class Method { Sms, Voice };
[[nodiscard]] std::string_view name_of(Method method);
/// "sms voice": the attribute `methods`.
[[nodiscard]] std::string words_of(const std::vector<Method>& methods);
/// Words that name no method are passed over.
[[nodiscard]] std::vector<Method> methods_in(std::string_view words);

/// <client name version/> in a request: which program asks.
struct ClientVersion {
  std::string name;
  std::string version;  ///< dotted decimals: "1.12.3"
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<ClientVersion> parse(const xml::Element& element);
  friend bool operator==(const ClientVersion&, const ClientVersion&) = default;
};

/// <request number method key>client?</request>
struct Request {
  std::string number;  ///< as the user spelled it; the server parses it
  Method method = Method::Sms;
  Bytes key;  ///< Ed25519 public key of the device: 32 octets
  std::optional<ClientVersion> client = std::nullopt;
  [[nodiscard]] xml::Element write() const;
  /// Nothing if an attribute is missing, the method unknown, or the key not 32 octets in base64. An unacceptable number is no fault here.
  [[nodiscard]] static std::optional<Request> parse(const xml::Element& element);
  friend bool operator==(const Request&, const Request&) = default;
};

/// <requested id digits expires retry-after methods/>
struct Requested {
  std::string id;
  std::size_t digits = 6;
  std::chrono::seconds expires{0};
  std::chrono::seconds retry_after{0};
  std::vector<Method> methods{};  ///< by which the next code may be asked for; read as none where a server does not say
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Requested> parse(const xml::Element& element);
  friend bool operator==(const Requested&, const Requested&) = default;
};

enum class Binding { None, TlsExporter };
/// "none", "tls-exporter"
[[nodiscard]] std::string_view name_of(Binding binding);

/// <verify request code binding signature pin?/>
struct Verify {
  std::string request;
  std::string code;
  Binding binding = Binding::None;
  Bytes signature;                                ///< 64 octets over signed_octets()
  std::optional<std::string> pin = std::nullopt;  ///< secret: of the account that the number has
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Verify> parse(const xml::Element& element);
  friend bool operator==(const Verify&, const Verify&) = default;
};

/// <registered jid token/>
struct Registered {
  std::string jid;
  std::string token;  ///< secret: base64url of 32 octets; the password of every later login
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Registered> parse(const xml::Element& element);
  friend bool operator==(const Registered&, const Registered&) = default;
};

/// "CXMPP-register-1" 00 DOMAIN 00 DIGITS 00 REQUEST 00 BINDING 00 DATA, where DATA is the tls-exporter or nothing.
struct Signed {
  std::string_view domain;
  std::string_view digits;  ///< of the number, E.164 without "+"
  std::string_view request;
  Binding binding = Binding::None;
  ByteView binding_octets;                     ///< 32 octets of tls-exporter (RFC 9266); empty for Binding::None
  std::string_view what = "CXMPP-register-1";  ///< keeps a signature for one purpose from serving another
};
[[nodiscard]] Bytes signed_octets(const Signed& what);

}  // namespace assay::stanza::registration
