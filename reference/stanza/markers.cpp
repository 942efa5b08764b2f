#include "reference/stanza/markers.hpp"

#include "reference/stanza/kind.hpp"

namespace assay::stanza::markers {
namespace {

template <class Marker>
std::optional<Marker> read(const xml::Element& element, const char* ns, const char* local) {
  if (!element.is(ns, local) || element.attribute("id").empty()) return std::nullopt;
  return Marker{std::string{element.attribute("id")}};
}

}  // namespace

xml::Element Displayed::write() const { return xml::Element(kNs, "displayed").with("id", id); }
std::optional<Displayed> Displayed::parse(const xml::Element& element) { return read<Displayed>(element, kNs, "displayed"); }

xml::Element Played::write() const { return xml::Element(kMessageNs, "played").with("id", id); }
std::optional<Played> Played::parse(const xml::Element& element) { return read<Played>(element, kMessageNs, "played"); }

xml::Element ReadHere::write() const { return xml::Element(kMessageNs, "read").with("with", with).with("id", id); }

std::optional<ReadHere> ReadHere::parse(const xml::Element& element) {
  if (!element.is(kMessageNs, "read") || element.attribute("with").empty() || element.attribute("id").empty()) return std::nullopt;
  return ReadHere{std::string{element.attribute("with")}, std::string{element.attribute("id")}};
}

}  // namespace assay::stanza::markers
