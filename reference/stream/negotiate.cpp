#include "reference/stream/negotiate.hpp"

#include "reference/jid/jid.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stream {
namespace {

namespace ns = xml::ns;

// Section 4.7.5: "major.minor", both numbers; leading zeros are ignored. We speak 1.0, and a later major version is answered with ours.
bool supported_version(std::string_view version) {
  const std::size_t dot = version.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view major = version.substr(0, dot);
  const std::string_view minor = version.substr(dot + 1);
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return is_number(major) && is_number(minor) && major.find_first_not_of('0') != std::string_view::npos;
}

bool is_domain(std::string_view text, std::string_view domain) {
  const std::optional<jid::Jid> jid = jid::Jid::parse(text);
  return jid && jid->is_domain() && jid->domain() == domain;
}

}  // namespace

std::optional<stanza::StreamError> header_fault(const xml::StreamOpened& opened, std::string_view domain) {
  const xml::Element& header = opened.header;
  if (header.local() != "stream") return stanza::StreamError{"bad-format", "the root element is not stream", {}};
  if (header.ns() != ns::kStreams) return stanza::StreamError{"invalid-namespace", "the stream namespace is wrong", {}};
  if (opened.default_namespace != ns::kClient)
    return stanza::StreamError{"invalid-namespace", "the content namespace is not jabber:client", {}};
  if (!supported_version(header.attribute("version"))) return stanza::StreamError{"unsupported-version", "version 1.0 is spoken here", {}};
  if (!is_domain(header.attribute("to"), domain)) return stanza::StreamError{"host-unknown", {}, {}};
  return std::nullopt;
}

std::string write(const ResponseHeader& header) {
  std::string out = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='";
  out += xml::escaped_attribute(header.from);
  if (!header.to.empty()) {
    out += "' to='";
    out += xml::escaped_attribute(header.to);
  }
  out += "' id='";
  out += xml::escaped_attribute(header.id);
  out += "' version='1.0' xml:lang='en'>";
  return out;
}

std::string response_to(const xml::Element& header) {
  const std::optional<jid::Jid> from = jid::Jid::parse(header.attribute("from"));
  return from ? from->text() : std::string{};
}

std::string bare_sender(const xml::Element& header) {
  const std::optional<jid::Jid> from = jid::Jid::parse(header.attribute("from"));
  return from && !from->is_domain() ? from->bare().text() : std::string{};
}

}  // namespace assay::stream
