#include "reference/stanza/media.hpp"

#include "reference/stanza/decimal.hpp"

namespace assay::stanza::media {
namespace {

constexpr std::size_t kHashOctets = 32;

}  // namespace

xml::Element Request::write() const {
  xml::Element element(kUploadNs, "request");
  element.set_attribute("filename", "file");  // the XEP wants one; it says nothing
  element.set_attribute("size", std::to_string(octets));
  if (!content_type.empty()) element.set_attribute("content-type", content_type);
  if (!sha256.empty()) element.append(kNs, "hash").add_text(base64(sha256));
  return element;
}

std::optional<Request> Request::parse(const xml::Element& element) {
  if (!element.is(kUploadNs, "request")) return std::nullopt;
  const auto octets = decimal(element.attribute("size"));
  if (!octets || *octets == 0) return std::nullopt;
  Request request{*octets, {}, std::string(element.attribute("content-type"))};
  if (const xml::Element* hash = element.find_child(kNs, "hash")) {
    auto sha256 = from_base64(hash->text());
    if (!sha256 || sha256->size() != kHashOctets) return std::nullopt;
    request.sha256 = std::move(*sha256);
  }
  return request;
}

xml::Element Slot::write() const {
  xml::Element element(kUploadNs, "slot");
  xml::Element& put = element.append(kUploadNs, "put");
  put.set_attribute("url", put_url);
  if (!authorization.empty()) put.add(xml::Element(kUploadNs, "header").with("name", "Authorization").add_text(authorization));
  element.append(kUploadNs, "get").set_attribute("url", get_url);
  return element;
}

std::optional<Slot> Slot::parse(const xml::Element& element) {
  const xml::Element* put = element.find_child(kUploadNs, "put");
  const xml::Element* get = element.find_child(kUploadNs, "get");
  if (!element.is(kUploadNs, "slot") || !put || !get) return std::nullopt;
  Slot slot{std::string(put->attribute("url")), {}, std::string(get->attribute("url"))};
  if (slot.put_url.empty() || slot.get_url.empty()) return std::nullopt;
  for (const xml::Element* header : put->children()) {
    if (header->is(kUploadNs, "header") && header->attribute("name") == "Authorization") slot.authorization = header->text();
  }
  return slot;
}

xml::Element file_too_large(std::uint64_t most) {
  xml::Element element(kUploadNs, "file-too-large");
  element.append(kUploadNs, "max-file-size").add_text(std::to_string(most));
  return element;
}

}  // namespace assay::stanza::media
