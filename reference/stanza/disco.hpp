#pragma once
// Service discovery (XEP-0030 version 2.5rc3).

#include <optional>
#include <string>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::stanza::disco {

inline constexpr const char* kInfoNs = "http://jabber.org/protocol/disco#info";
inline constexpr const char* kItemsNs = "http://jabber.org/protocol/disco#items";

struct Identity {
  std::string category;
  std::string type;
  std::string name;
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// <query xmlns='...disco#info' node><identity/>...<feature/>...</query>; a request has neither.
struct Info {
  std::string node;
  std::vector<Identity> identities;
  std::vector<std::string> features;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Info> parse(const xml::Element& element);
  friend bool operator==(const Info&, const Info&) = default;
};

struct Item {
  std::string jid;
  std::string node;
  std::string name;
  friend bool operator==(const Item&, const Item&) = default;
};

/// <query xmlns='...disco#items' node><item/>...</query>
struct Items {
  std::string node;
  std::vector<Item> items;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Items> parse(const xml::Element& element);
  friend bool operator==(const Items&, const Items&) = default;
};

}  // namespace assay::stanza::disco
