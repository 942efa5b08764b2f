#include "reference/server/group_message_keys.hpp"

#include <utility>

#include "reference/stanza/encrypted.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr const char* kNs = stanza::encrypted::kNs;

bool has_keys(const xml::Element& encrypted) {
  const xml::Element* header = encrypted.is(kNs, "encrypted") ? encrypted.find_child(kNs, "header") : nullptr;
  return header != nullptr && header->find_child(kNs, "keys") != nullptr;
}

}  // namespace

GroupMessageKeys::GroupMessageKeys(xml::Element& message) {
  std::erase_if(message.content(), [this](xml::Content& item) {
    auto* child = std::get_if<xml::Element>(&item);
    if (child == nullptr || !has_keys(*child)) return false;
    Sealed sealed{*child, {}};
    std::erase_if(sealed.frame.find_child(kNs, "header")->content(), [&](xml::Content& inner) {
      auto* keys = std::get_if<xml::Element>(&inner);
      if (keys == nullptr || !keys->is(kNs, "keys")) return false;
      std::string account(keys->attribute("jid"));
      sealed.keys[std::move(account)].push_back(std::move(*keys));
      return true;
    });
    if (xml::write(sealed.frame).size() > kCopiedOctets) return false;
    sealed_.push_back(std::move(sealed));
    return true;
  });
}

std::string GroupMessageKeys::of(std::string_view account) const {
  std::string text;
  for (const Sealed& sealed : sealed_) {
    const auto keys = sealed.keys.find(account);
    if (keys == sealed.keys.end()) continue;
    xml::Element own = sealed.frame;
    for (const xml::Element& each : keys->second) own.find_child(kNs, "header")->add(each);
    text += xml::write(own);
  }
  return text;
}

}  // namespace assay::server
