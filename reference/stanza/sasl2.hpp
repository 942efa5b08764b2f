#pragma once
// The extensible SASL profile (XEP-0388 version 1.0.4). Elements of other namespaces inside these are carried as they are: what is asked
// for and answered inline belongs to the files of its own namespace.

#include <optional>
#include <string>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::sasl2 {

inline constexpr const char* kNs = "urn:xmpp:sasl:2";

/// <authentication/> among the stream features (section 2.1).
struct Feature {
  std::vector<std::string> mechanisms;  ///< in the server's order of preference
  std::vector<xml::Element> inlined;    ///< what can be negotiated inside a login
  [[nodiscard]] xml::Element write() const;
  /// Nothing without a mechanism.
  [[nodiscard]] static std::optional<Feature> parse(const xml::Element& element);
  friend bool operator==(const Feature&, const Feature&) = default;
};

/// Section 2.3: the installation of a client, which it names by a UUID of its own.
struct UserAgent {
  std::string id;        ///< in lower case, or ""
  std::string software;  ///< for people; may be empty
  std::string device;    ///< for people; may be empty
  [[nodiscard]] xml::Element write() const;
  /// Nothing if there is an id that is no UUID.
  [[nodiscard]] static std::optional<UserAgent> parse(const xml::Element& element);
  friend bool operator==(const UserAgent&, const UserAgent&) = default;
};

/// <authenticate/>, by the client.
struct Authenticate {
  std::string mechanism;
  std::optional<Bytes> initial_response;  ///< "" for an empty element, nothing without one
  std::optional<UserAgent> user_agent;
  std::vector<xml::Element> inlined;
  [[nodiscard]] xml::Element write() const;
  /// Nothing without a mechanism, or where base64 or the user agent cannot be read.
  [[nodiscard]] static std::optional<Authenticate> parse(const xml::Element& element);
  [[nodiscard]] const xml::Element* find(std::string_view ns, std::string_view local) const;
  friend bool operator==(const Authenticate&, const Authenticate&) = default;
};

[[nodiscard]] xml::Element challenge(ByteView octets);
[[nodiscard]] xml::Element response(ByteView octets);
[[nodiscard]] xml::Element abort();
/// What a <challenge/> or <response/> holds; nothing if it is no base64.
[[nodiscard]] std::optional<Bytes> octets_of(const xml::Element& element);

/// <success/>, by the server (section 2.6.1).
struct Success {
  std::optional<Bytes> additional_data;  ///< what the mechanism says with success
  std::string authorization_identifier;  ///< a full address once a resource is bound, else a bare one
  std::vector<xml::Element> inlined;     ///< answers to what was asked for inline
  [[nodiscard]] xml::Element write() const;
  /// Nothing without an authorization identifier, or where base64 cannot be read.
  [[nodiscard]] static std::optional<Success> parse(const xml::Element& element);
  [[nodiscard]] const xml::Element* find(std::string_view ns, std::string_view local) const;
  friend bool operator==(const Success&, const Success&) = default;
};

/// <failure/>, by the server (section 2.6.2).
struct Failure {
  std::string condition;  ///< RFC 6120 section 6.5
  std::string reason;     ///< of our registry of errors, or ""
  std::string text;       ///< English, for people; may be empty
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Failure> parse(const xml::Element& element);
  friend bool operator==(const Failure&, const Failure&) = default;
};

}  // namespace assay::stanza::sasl2
