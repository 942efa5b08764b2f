#include "reference/stanza/group_roll.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "reference/base/decimal.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/prekeys.hpp"

namespace assay::stanza::groups {
namespace {

// As it stands in the element: what is signed is octets, and an address that is spelt otherwise is none.
bool is_account(const std::string& text) {
  const auto jid = jid::Jid::parse(text);
  return jid && jid->is_bare() && !jid->local().empty() && jid->text() == text;
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::Member: return "member";
    case Role::Admin: return "admin";
    case Role::Owner: return "owner";
  }
  return {};
}

std::optional<Role> role(std::string_view name) {
  for (const Role role : {Role::Member, Role::Admin, Role::Owner}) {
    if (name_of(role) == name) return role;
  }
  return std::nullopt;
}

const Roll::Entry* Roll::find(std::string_view jid) const {
  const auto found = std::ranges::find_if(members, [&](const Entry& entry) { return entry.jid == jid; });
  return found == members.end() ? nullptr : &*found;
}

xml::Element Roll::write() const {
  xml::Element element(kNs, "roll");
  element.set_attribute("prev", std::to_string(previous))
      .set_attribute("signer", signer)
      .set_attribute("device", std::to_string(device))
      .set_attribute("signature", base64(signature));
  for (const Entry& entry : members) {
    element.append(kNs, "member").set_attribute("jid", entry.jid).set_attribute("role", std::string(name_of(entry.role)));
  }
  if (!link.empty()) element.append(kNs, "link").set_attribute("key", base64(link));
  return element;
}

std::optional<Roll> Roll::parse(const xml::Element& element) {
  const auto previous = decimal(element.attribute("prev"));
  const auto device = decimal(element.attribute("device"));
  auto signature = from_base64(element.attribute("signature"));
  Roll roll;
  roll.signer = std::string(element.attribute("signer"));
  if (!element.is(kNs, "roll") || !previous || !is_account(roll.signer)) return std::nullopt;
  if (!device || *device == 0 || *device > prekeys::kLargestId) return std::nullopt;
  if (!signature || signature->size() != prekeys::kSignatureOctets) return std::nullopt;
  roll.previous = *previous;
  roll.device = static_cast<std::uint32_t>(*device);
  roll.signature = std::move(*signature);
  std::set<std::string> seen;
  for (const xml::Element* child : element.children()) {
    if (!child->is(kNs, "member")) continue;
    const auto role = groups::role(child->attribute("role"));
    std::string jid(child->attribute("jid"));
    if (!role || !is_account(jid) || !seen.insert(jid).second || seen.size() > kRollMembers) return std::nullopt;
    roll.members.push_back({std::move(jid), *role});
  }
  if (roll.members.empty()) return std::nullopt;
  if (const xml::Element* link = element.find_child(kNs, "link")) {
    auto key = from_base64(link->attribute("key"));
    if (!key || key->size() != prekeys::kKeyOctets) return std::nullopt;
    roll.link = *std::move(key);
  }
  return roll;
}

std::optional<Roll> Roll::in(const xml::Element& element) {
  const xml::Element* child = element.find_child(kNs, "roll");
  return child != nullptr ? parse(*child) : std::nullopt;
}

Bytes signed_octets(std::string_view group, const Roll& roll) {
  Bytes octets = "CXMPP-group-roll-1";
  const auto add = [&](std::string_view part) {
    octets += '\0';
    octets += part;
  };
  add(group);
  add(std::to_string(roll.previous));
  add(roll.signer);
  add(std::to_string(roll.device));
  for (const Roll::Entry& entry : roll.members) {
    add(entry.jid);
    add(name_of(entry.role));
  }
  if (!roll.link.empty()) {
    add("link");
    add(base64(roll.link));
  }
  return octets;
}

xml::Element ask_roll() { return xml::Element(kNs, "roll"); }

}  // namespace assay::stanza::groups
