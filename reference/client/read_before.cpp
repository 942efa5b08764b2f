#include "reference/client/read_before.hpp"

#include <utility>
#include <variant>

#include "reference/crypto/hash.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/octets.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::client {
namespace {

constexpr std::uint8_t kDigestVersion = 1;
constexpr const char* kContent = "content";
/// What an envelope may hold, once more: whatever was read comes back.
constexpr xml::StreamLimits kKeptLimits{.element_octets = 8 * e2e::kPlaintextOctets, .depth = 40, .elements = 4'096, .attributes = 64};

// The stanza's time is left out: a message that waits longer is the same.
Bytes digest_of(std::initializer_list<ByteView> ciphertext, const e2e::Binding& outside) {
  e2e::OctetWriter out(kDigestVersion);
  for (const ByteView part : ciphertext) out.bytes(part);
  for (const std::string* part : {&outside.from, &outside.to, &outside.id, &outside.kind, &outside.conversation}) out.bytes(*part);
  out.number32(static_cast<std::uint32_t>(outside.device));
  return crypto::sha256(out.finish().reveal());
}

}  // namespace

ReadBefore::ReadBefore(Keyring& keyring, std::string entry, std::initializer_list<ByteView> ciphertext, const e2e::Binding& outside)
    : keyring_(keyring), entry_(std::move(entry)) {
  if (!entry_.empty()) digest_ = digest_of(ciphertext, outside);
}

std::optional<Result<std::vector<xml::Element>, Unread>> ReadBefore::answer() const {
  if (entry_.empty()) return std::nullopt;
  if (keyring_.was_taken(digest_)) return fail(Unread{std::string(kTaken), false});
  const ReadMessage* kept = keyring_.kept(entry_);
  if (kept == nullptr || kept->digest != digest_) return std::nullopt;
  const auto parsed = xml::parse(kept->content, {}, {}, kKeptLimits);
  const auto* whole = std::get_if<xml::Element>(&parsed);
  if (whole == nullptr) return std::nullopt;
  std::vector<xml::Element> content;
  for (const xml::Element* child : whole->children()) content.push_back(*child);
  return content;
}

void ReadBefore::keep(const std::vector<xml::Element>& content) {
  if (entry_.empty()) return;
  xml::Element whole("", kContent);
  for (const xml::Element& each : content) whole.add(each);
  keyring_.keep({entry_, digest_, xml::write(whole, "")});
}

}  // namespace assay::client
