#pragma once
// Slots for files (XEP-0363 version 1.2; spec chapter 10): what the request and the answer hold. Ours names the file's hash, and nothing of
// what it is: that stands in messages, inside their encryption.

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

/// What the service says of itself beside its features (XEP-0128), in jabber:x:data.
struct Service {
  std::uint64_t most_octets = 0;  ///< of one file
  std::string address;            ///< what the addresses of all files begin with, without the last slash; "" where it does not say
  /// <x xmlns='jabber:x:data' type='result'>...</x>
  [[nodiscard]] xml::Element write() const;
  /// In the answer to a question about its features. Nothing where there is no such form.
  [[nodiscard]] static std::optional<Service> in(const xml::Element& query);
  friend bool operator==(const Service&, const Service&) = default;
};

/// What a message says of a file, inside the encryption (section 4).
/// <file xmlns='urn:cxmpp:media:1' url= key= hash= octets= size= type= [name=] [voice='true']/>
struct File {
  std::string url;
  Bytes key;                 ///< secret: 32 octets
  Bytes sha256;              ///< of what is fetched
  std::uint64_t octets = 0;  ///< that are fetched
  std::uint64_t size = 0;    ///< of the file
  std::string type;          ///< media type
  std::string name;          ///< as its sender wrote it; "" where he did not
  bool voice = false;
  [[nodiscard]] xml::Element write() const;
  /// Nothing with a key or hash that is none, without address or type, or with texts longer than kMostTextOctets.
  [[nodiscard]] static std::optional<File> parse(const xml::Element& element);
  friend bool operator==(const File&, const File&) = default;
};
inline constexpr std::size_t kMostTextOctets = 2'048;

/// <again xmlns='urn:cxmpp:media:1' id= [group=]/>: the file of that message is gone.
struct Again {
  std::string id;
  std::string group{};  ///< bare JID, where it was said in one
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Again> parse(const xml::Element& element);
  friend bool operator==(const Again&, const Again&) = default;
};

/// <there xmlns='urn:cxmpp:media:1' id= [group=] url=/>: it is there again.
struct There {
  std::string id;
  std::string group{};
  std::string url;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<There> parse(const xml::Element& element);
  friend bool operator==(const There&, const There&) = default;
};

/// <file-too-large xmlns='urn:xmpp:http:upload:0'><max-file-size>OCTETS</max-file-size></file-too-large>, in an error.
[[nodiscard]] xml::Element file_too_large(std::uint64_t most);

}  // namespace assay::stanza::media
