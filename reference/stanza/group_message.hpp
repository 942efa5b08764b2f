#pragma once
// What stands in messages to and from a group (spec chapter 06), beside their content.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/stanza/groups.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::groups {

/// What members agree on is a hash (SHA-256, in base64url) of this text: their bare JIDs in the order of octets, each followed by a line
/// feed.
[[nodiscard]] std::string hashed_text(std::vector<std::string> members);

/// <order n version repaired/>: the place of a message or event in the group's one order, and the members' version there.
struct Order {
  std::uint64_t n = 0;
  std::uint64_t version = 0;
  bool repaired = false;  ///< it fills the place that <awaited/> stood in
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Order> parse(const xml::Element& element);
  [[nodiscard]] static std::optional<Order> of(const xml::Element& message);
  friend bool operator==(const Order&, const Order&) = default;
};

/// <recipients version hash repair/>: for whom a sender means a message.
struct Recipients {
  std::uint64_t version = 0;
  std::string hash;
  bool repair = false;  ///< for those alone that an earlier sending of the same id did not mean
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Recipients> parse(const xml::Element& element);
  [[nodiscard]] static std::optional<Recipients> of(const xml::Element& message);
  friend bool operator==(const Recipients&, const Recipients&) = default;
};

/// <mismatch id version hash/>: the message with that id was meant for others than are members; these are in force.
struct Mismatch {
  std::string id;
  std::uint64_t version = 0;
  std::string hash;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Mismatch> parse(const xml::Element& element);
  friend bool operator==(const Mismatch&, const Mismatch&) = default;
};

/// <awaited id/>: in the place of a message that its sender did not mean for this member, and is asked to send.
struct Awaited {
  std::string id;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Awaited> parse(const xml::Element& element);
  friend bool operator==(const Awaited&, const Awaited&) = default;
};

enum class Reached { Delivered, Read };

/// <receipt n reached/>, from a member to the group: the message at that place.
struct Receipt {
  std::uint64_t n = 0;
  Reached reached = Reached::Delivered;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Receipt> parse(const xml::Element& element);
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// <receipts n id of delivered read/>, from the group to the message's sender alone.
struct Receipts {
  std::uint64_t n = 0;
  std::string id;
  std::uint64_t of = 0;  ///< members who were to get it
  std::uint64_t delivered = 0;
  std::uint64_t read = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Receipts> parse(const xml::Element& element);
  friend bool operator==(const Receipts&, const Receipts&) = default;
};

/// <asks jid/>: to the admins; somebody waits for their approval.
struct Asks {
  std::string jid;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Asks> parse(const xml::Element& element);
  friend bool operator==(const Asks&, const Asks&) = default;
};

/// <rejected/>: to him; no admin wants him.
struct Rejected {
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Rejected> parse(const xml::Element& element);
  friend bool operator==(const Rejected&, const Rejected&) = default;
};

}  // namespace assay::stanza::groups
