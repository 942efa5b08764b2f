#include "reference/stanza/media.hpp"

#include <utility>

#include "reference/base/decimal.hpp"

namespace assay::stanza::media {
namespace {

constexpr std::size_t kHashOctets = 32;
constexpr std::size_t kKeyOctets = 32;
constexpr const char* kFormNs = "jabber:x:data";
constexpr const char* kMost = "max-file-size";
// XEP-0068 section 3.4: a field of ours in a form of another's.
constexpr const char* kAddress = "{urn:cxmpp:media:1}address";

xml::Element form_field(const char* var, const std::string& value) {
  return xml::Element(kFormNs, "field").with("var", var).add(xml::Element(kFormNs, "value").add_text(value));
}

std::string field_of(const xml::Element& form, std::string_view var) {
  for (const xml::Element* field : form.children()) {
    const xml::Element* value =
        field->is(kFormNs, "field") && field->attribute("var") == var ? field->find_child(kFormNs, "value") : nullptr;
    if (value != nullptr) return value->text();
  }
  return {};
}

std::optional<Bytes> octets_of(std::string_view text, std::size_t wanted) {
  auto octets = from_base64(text);
  return octets && octets->size() == wanted ? octets : std::nullopt;
}

bool is_short(std::string_view text) { return text.size() <= kMostTextOctets; }

}  // namespace

xml::Element Service::write() const {
  xml::Element form(kFormNs, "x");
  form.set_attribute("type", "result");
  xml::Element type = form_field("FORM_TYPE", kUploadNs);
  type.set_attribute("type", "hidden");
  form.add(std::move(type));
  form.add(form_field(kMost, std::to_string(most_octets)));
  if (!address.empty()) form.add(form_field(kAddress, address));
  return form;
}

std::optional<Service> Service::in(const xml::Element& query) {
  for (const xml::Element* form : query.children()) {
    if (!form->is(kFormNs, "x") || field_of(*form, "FORM_TYPE") != kUploadNs) continue;
    return Service{decimal(field_of(*form, kMost)).value_or(0), field_of(*form, kAddress)};
  }
  return std::nullopt;
}

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

xml::Element File::write() const {
  xml::Element element(kNs, "file");
  element.set_attribute("url", url).set_attribute("key", base64(key)).set_attribute("hash", base64(sha256));
  element.set_attribute("octets", std::to_string(octets)).set_attribute("size", std::to_string(size)).set_attribute("type", type);
  if (!name.empty()) element.set_attribute("name", name);
  if (voice) element.set_attribute("voice", "true");
  return element;
}

std::optional<File> File::parse(const xml::Element& element) {
  if (!element.is(kNs, "file")) return std::nullopt;
  auto key = octets_of(element.attribute("key"), kKeyOctets);
  auto sha256 = octets_of(element.attribute("hash"), kHashOctets);
  const auto octets = decimal(element.attribute("octets"));
  const auto size = decimal(element.attribute("size"));
  if (!key || !sha256 || !octets || !size) return std::nullopt;
  const std::string_view voice = element.attribute("voice");
  File file{std::string(element.attribute("url")),
            std::move(*key),
            std::move(*sha256),
            *octets,
            *size,
            std::string(element.attribute("type")),
            std::string(element.attribute("name")),
            voice == "true" || voice == "1"};
  const bool is_sound = !file.url.empty() && !file.type.empty() && is_short(file.url) && is_short(file.type) && is_short(file.name);
  return is_sound ? std::optional(std::move(file)) : std::nullopt;
}

xml::Element Again::write() const {
  xml::Element element(kNs, "again");
  element.set_attribute("id", id);
  if (!group.empty()) element.set_attribute("group", group);
  return element;
}

std::optional<Again> Again::parse(const xml::Element& element) {
  if (!element.is(kNs, "again") || element.attribute("id").empty()) return std::nullopt;
  return Again{std::string(element.attribute("id")), std::string(element.attribute("group"))};
}

xml::Element There::write() const {
  xml::Element element(kNs, "there");
  element.set_attribute("id", id);
  if (!group.empty()) element.set_attribute("group", group);
  element.set_attribute("url", url);
  return element;
}

std::optional<There> There::parse(const xml::Element& element) {
  const std::string_view url = element.attribute("url");
  if (!element.is(kNs, "there") || element.attribute("id").empty() || url.empty() || !is_short(url)) return std::nullopt;
  return There{std::string(element.attribute("id")), std::string(element.attribute("group")), std::string(url)};
}

xml::Element file_too_large(std::uint64_t most) {
  xml::Element element(kUploadNs, "file-too-large");
  element.append(kUploadNs, "max-file-size").add_text(std::to_string(most));
  return element;
}

}  // namespace assay::stanza::media
