#include "reference/stanza/group_message.hpp"

#include <algorithm>

#include "reference/base/decimal.hpp"

namespace assay::stanza::groups {
namespace {

template <class T>
std::optional<T> child_of(const xml::Element& message, const char* local) {
  const xml::Element* child = message.find_child(kNs, local);
  return child ? T::parse(*child) : std::nullopt;
}

}  // namespace

std::string hashed_text(std::vector<std::string> members) {
  std::sort(members.begin(), members.end());
  std::string all;
  for (const std::string& jid : members) all += jid + "\n";
  return all;
}

xml::Element Order::write() const {
  xml::Element element(kNs, "order");
  element.set_attribute("n", std::to_string(n)).set_attribute("version", std::to_string(version));
  if (repaired) element.set_attribute("repaired", "true");
  return element;
}

std::optional<Order> Order::parse(const xml::Element& element) {
  const auto n = decimal(element.attribute("n"));
  const auto version = decimal(element.attribute("version"));
  if (!element.is(kNs, "order") || !n || !version) return std::nullopt;
  return Order{*n, *version, element.attribute("repaired") == "true"};
}

std::optional<Order> Order::of(const xml::Element& message) { return child_of<Order>(message, "order"); }

xml::Element Recipients::write() const {
  xml::Element element(kNs, "recipients");
  element.set_attribute("version", std::to_string(version)).set_attribute("hash", hash);
  if (repair) element.set_attribute("repair", "true");
  return element;
}

std::optional<Recipients> Recipients::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  if (!element.is(kNs, "recipients") || !version || element.attribute("hash").empty()) return std::nullopt;
  return Recipients{*version, std::string(element.attribute("hash")), element.attribute("repair") == "true"};
}

std::optional<Recipients> Recipients::of(const xml::Element& message) { return child_of<Recipients>(message, "recipients"); }

xml::Element Mismatch::write() const {
  return xml::Element(kNs, "mismatch").with("id", id).with("version", std::to_string(version)).with("hash", hash);
}

std::optional<Mismatch> Mismatch::parse(const xml::Element& element) {
  const auto version = decimal(element.attribute("version"));
  if (!element.is(kNs, "mismatch") || !version || element.attribute("id").empty()) return std::nullopt;
  return Mismatch{std::string(element.attribute("id")), *version, std::string(element.attribute("hash"))};
}

xml::Element Awaited::write() const { return xml::Element(kNs, "awaited").with("id", id); }

std::optional<Awaited> Awaited::parse(const xml::Element& element) {
  if (!element.is(kNs, "awaited")) return std::nullopt;
  return Awaited{std::string(element.attribute("id"))};
}

xml::Element Receipt::write() const {
  return xml::Element(kNs, "receipt").with("n", std::to_string(n)).with("reached", reached == Reached::Read ? "read" : "delivered");
}

std::optional<Receipt> Receipt::parse(const xml::Element& element) {
  const auto n = decimal(element.attribute("n"));
  const std::string_view reached = element.attribute("reached");
  if (!element.is(kNs, "receipt") || !n || (reached != "read" && reached != "delivered")) return std::nullopt;
  return Receipt{*n, reached == "read" ? Reached::Read : Reached::Delivered};
}

xml::Element Receipts::write() const {
  return xml::Element(kNs, "receipts")
      .with("n", std::to_string(n))
      .with("id", id)
      .with("of", std::to_string(of))
      .with("delivered", std::to_string(delivered))
      .with("read", std::to_string(read));
}

std::optional<Receipts> Receipts::parse(const xml::Element& element) {
  const auto n = decimal(element.attribute("n"));
  const auto of = decimal(element.attribute("of"));
  const auto delivered = decimal(element.attribute("delivered"));
  const auto read = decimal(element.attribute("read"));
  if (!element.is(kNs, "receipts") || !n || !of || !delivered || !read) return std::nullopt;
  return Receipts{*n, std::string(element.attribute("id")), *of, *delivered, *read};
}

xml::Element Asks::write() const { return xml::Element(kNs, "asks").with("jid", jid); }

std::optional<Asks> Asks::parse(const xml::Element& element) {
  if (!element.is(kNs, "asks") || element.attribute("jid").empty()) return std::nullopt;
  return Asks{std::string(element.attribute("jid"))};
}

xml::Element Rejected::write() const { return xml::Element(kNs, "rejected"); }

std::optional<Rejected> Rejected::parse(const xml::Element& element) {
  if (!element.is(kNs, "rejected")) return std::nullopt;
  return Rejected{};
}

}  // namespace assay::stanza::groups
