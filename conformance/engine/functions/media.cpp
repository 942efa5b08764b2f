// Files as clients seal them (spec chapter 07, section 7), and what messages say of them (chapter 10, section 4).

#include "reference/e2e/media.hpp"

#include <optional>
#include <string>

#include "conformance/engine/functions.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::engine::functions {

namespace {

struct MediaKey {
  crypto::Secret key;
  e2e::MediaType type;
};

Result<MediaKey, std::string> media_key_of(const match::Value& key, const match::Value& type) {
  const auto known = e2e::media_type(type.text);
  if (!known) return fail("\"" + type.text + "\" is no type that keys are for");
  if (key.text.size() != e2e::kMediaKeyOctets) return fail(std::string("the key has not 32 octets"));
  return MediaKey{crypto::Secret(Bytes(key.text)), *known};
}

Answer media_seal(const Arguments& a, Surroundings&) {
  const auto key = media_key_of(a[0], a[1]);
  if (!key) return fail(key.error());
  return text_value(e2e::seal_media(key->key, key->type, a[2].text));
}

Answer media_open(const Arguments& a, Surroundings&) {
  const auto key = media_key_of(a[0], a[1]);
  if (!key) return fail(key.error());
  auto opened = e2e::open_media(key->key, key->type, a[2].text);
  if (!opened) return fail(std::string("it is not sealed by that key"));
  return text_value(*std::move(opened));
}

Answer attribute_of(const Arguments& a, Surroundings&) {
  const auto parsed = xml::parse("<content>" + a[0].text + "</content>", xml::ns::kClient);
  const auto* elements = std::get_if<xml::Element>(&parsed);
  if (elements == nullptr) return fail(std::string("the content is not well-formed"));
  for (const xml::Element* child : elements->children()) {
    if (child->local() == a[1].text) return text_value(std::string(child->attribute(a[2].text)));
  }
  return fail("there is no <" + a[1].text + "/> in it");
}

Answer folder_of(const Arguments& a, Surroundings&) {
  const std::size_t slash = a[0].text.rfind('/');
  if (slash == std::string::npos) return fail("there is no slash in \"" + a[0].text + "\"");
  return text_value(a[0].text.substr(0, slash));
}

}  // namespace

/// media_seal(key, type, text), media_open(key, type, octets): the key has 32 octets, the type is what it is for, "image"...
/// folder_of(url): what stands before its last slash.
/// attribute_of(elements, local, attribute): of the first element of that name, "" where it has none such.
Family media() {
  return {{"media_seal", 3, 3, media_seal},
          {"media_open", 3, 3, media_open},
          {"folder_of", 1, 1, folder_of},
          {"attribute_of", 3, 3, attribute_of}};
}

}  // namespace assay::conformance::engine::functions
