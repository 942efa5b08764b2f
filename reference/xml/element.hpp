#pragma once
// An XML element as XMPP uses it (RFC 6120 section 11): names with namespaces, attributes, children and text. Prefixes, comments and
// processing instructions are not part of it. A value type; comparing two compares names, attributes in any order, and content in order.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace assay::xml {

/// An expanded name (XML Namespaces section 2.1). `ns` is empty for an unqualified attribute.
struct Name {
  std::string ns;
  std::string local;
  friend bool operator==(const Name&, const Name&) = default;
  friend auto operator<=>(const Name&, const Name&) = default;
};

struct Attribute {
  Name name;
  std::string value;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

class Element;
/// Text is never empty and never stands beside text.
using Content = std::variant<Element, std::string>;

class Element {
 public:
  Element() = default;
  Element(std::string ns, std::string local) : name_{std::move(ns), std::move(local)} {}
  explicit Element(Name name) : name_(std::move(name)) {}

  [[nodiscard]] const Name& name() const { return name_; }
  [[nodiscard]] const std::string& ns() const { return name_.ns; }
  [[nodiscard]] const std::string& local() const { return name_.local; }
  [[nodiscard]] bool is(std::string_view ns, std::string_view local) const { return name_.ns == ns && name_.local == local; }

  [[nodiscard]] const std::vector<Attribute>& attributes() const { return attributes_; }
  /// The value of an unqualified attribute, or nullptr. The pointer lives as long as the element stays unchanged.
  [[nodiscard]] const std::string* find_attribute(std::string_view local) const { return find_attribute({}, local); }
  [[nodiscard]] const std::string* find_attribute(std::string_view ns, std::string_view local) const;
  /// The value, or "" where the attribute is absent.
  [[nodiscard]] std::string_view attribute(std::string_view local) const;
  [[nodiscard]] bool has_attribute(std::string_view local) const { return find_attribute(local) != nullptr; }
  Element& set_attribute(std::string local, std::string value) { return set_attribute(Name{{}, std::move(local)}, std::move(value)); }
  Element& set_attribute(Name name, std::string value);
  void remove_attribute(std::string_view local);

  [[nodiscard]] const std::vector<Content>& content() const { return content_; }
  [[nodiscard]] std::vector<Content>& content() { return content_; }
  /// The child elements, in order.
  [[nodiscard]] std::vector<const Element*> children() const;
  [[nodiscard]] const Element* first_child() const;
  [[nodiscard]] const Element* find_child(std::string_view ns, std::string_view local) const;
  [[nodiscard]] Element* find_child(std::string_view ns, std::string_view local);
  /// The text directly inside this element, joined.
  [[nodiscard]] std::string text() const;

  /// Appends and returns *this, so that a stanza can be written as one expression.
  Element& add(Element child) &;
  Element&& add(Element child) &&;
  Element& add_text(std::string_view text) &;
  Element&& add_text(std::string_view text) &&;
  Element&& with(std::string local, std::string value) &&;
  /// Appends a child and returns it.
  Element& append(std::string ns, std::string local);
  void remove_children(std::string_view ns, std::string_view local);

  friend bool operator==(const Element& a, const Element& b);

 private:
  Name name_;
  std::vector<Attribute> attributes_;
  std::vector<Content> content_;
};

}  // namespace assay::xml
