#pragma once
// Slots for files (XEP-0363 version 1.2; spec chapter 10): what the request and the answer hold. Ours names the file's hash, and nothing of
// what it is.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::media {

inline constexpr const char* kUploadNs = "urn:xmpp:http:upload:0";
inline constexpr const char* kNs = "urn:cxmpp:media:1";
/// The only type that a file has outside the encryption.
inline constexpr const char* kContentType = "application/octet-stream";

/// <request xmlns='urn:xmpp:http:upload:0' filename='file' size= content-type='application/octet-stream'>
///   <hash xmlns='urn:cxmpp:media:1'>base64 of the SHA-256</hash></request>
struct Request {
  std::uint64_t octets = 0;
  Bytes sha256;                             ///< 32 octets; empty where none was named
  std::string content_type = kContentType;  ///< "" where none was named
  [[nodiscard]] xml::Element write() const;
  /// Whatever name it gives to the file is overlooked. Nothing without a size from 1, or with a hash that is none.
  [[nodiscard]] static std::optional<Request> parse(const xml::Element& element);
  friend bool operator==(const Request&, const Request&) = default;
};

/// <slot><put url=><header name='Authorization'>...</header></put><get url=/></slot>
struct Slot {
  std::string put_url;
  std::string authorization;  ///< secret; "" where the server wants none
  std::string get_url;
  [[nodiscard]] xml::Element write() const;
  /// Other headers than Authorization are overlooked.
  [[nodiscard]] static std::optional<Slot> parse(const xml::Element& element);
  friend bool operator==(const Slot&, const Slot&) = default;
};

/// <file-too-large xmlns='urn:xmpp:http:upload:0'><max-file-size>OCTETS</max-file-size></file-too-large>, in an error.
[[nodiscard]] xml::Element file_too_large(std::uint64_t most);

}  // namespace assay::stanza::media
