#include "reference/client/sealed_message.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "reference/client/group_sealing.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/stanza/stanza_id.hpp"

namespace assay::client {
namespace {

bool is_kind(const xml::Element& element) { return element.is(stanza::kMessageNs, "kind"); }
bool is_of_groups(const xml::Element& element) { return element.ns() == stanza::groups::kNs; }
bool says_how_it_came(const xml::Element& element) { return element.ns() == stanza::kStanzaIdNs || element.ns() == stanza::kDelayNs; }

bool stays_beside(const xml::Element& element) { return is_kind(element) || is_wish(element) || says_how_it_came(element); }
bool stays_in_place(const xml::Element& element) { return is_kind(element) || is_of_groups(element) || says_how_it_came(element); }

// Without what `stays` does not keep.
template <typename Stays>
xml::Element reduced(const xml::Element& message, const Stays& stays) {
  xml::Element clear(message.name());
  for (const xml::Attribute& attribute : message.attributes()) clear.set_attribute(attribute.name, attribute.value);
  for (const xml::Element* child : message.children()) {
    if (stays(*child)) clear.add(*child);
  }
  return clear;
}

}  // namespace

std::string bare_of(std::string_view address) {
  const auto jid = jid::Jid::parse(address);
  return jid ? jid->bare().text() : std::string();
}

bool is_wish(const xml::Element& element) { return element.is(stanza::receipts::kNs, "request"); }

std::vector<xml::Element> inside_of(const std::vector<xml::Element>& contents) {
  std::vector<xml::Element> inside;
  std::ranges::copy_if(contents, std::back_inserter(inside),
                       [](const xml::Element& each) { return !is_kind(each) && !is_wish(each) && !is_of_groups(each); });
  return inside;
}

std::vector<xml::Element> sealed_content_of(const Outgoing& outgoing) {
  const std::vector<xml::Element> contents = contents_of(outgoing);
  std::vector<xml::Element> kept = inside_of(contents);
  kept.insert(kept.begin(), kind_in(contents).write());
  return kept;
}

stanza::Kind kind_in(const std::vector<xml::Element>& contents) {
  const auto found = std::ranges::find_if(contents, is_kind);
  return found == contents.end() ? stanza::Kind{} : stanza::Kind::parse(*found).value_or(stanza::Kind{});
}

e2e::Binding binding_of(const Session& session, const std::string& to, const std::string& id, stanza::MessageKind kind) {
  const Keyring& keyring = *session.keyring();
  return {keyring.account(),
          to,
          std::chrono::floor<std::chrono::milliseconds>(session.server_time()),
          e2e::DeviceId{keyring.device()},
          id,
          std::string(stanza::name_of(kind)),
          to};
}

xml::Element opened(const xml::Element& message, const std::vector<xml::Element>& content) {
  xml::Element clear = reduced(message, stays_beside);
  for (const xml::Element& child : content) {
    if (!stays_beside(child)) clear.add(child);
  }
  return clear;
}

xml::Element place_of(const xml::Element& message) { return reduced(message, stays_in_place); }

xml::Element opened_in_group(const xml::Element& message, const std::vector<xml::Element>& content) {
  xml::Element place = place_of(message);
  for (const xml::Element& child : content) {
    if (!stays_in_place(child)) place.add(child);
  }
  Opening{Privacy::Encrypted}.put(place);
  return place;
}

xml::Element unread_in_group(const xml::Element& message, const std::string& fault, bool asked_again) {
  xml::Element place = place_of(message);
  Opening{Privacy::Encrypted, fault, asked_again}.put(place);
  return place;
}

}  // namespace assay::client
