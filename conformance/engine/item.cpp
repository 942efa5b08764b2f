#include "conformance/engine/item.hpp"

#include <fmt/core.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kDescribedOctets = 400;

}  // namespace

std::string shortened(std::string text, std::size_t octets) {
  if (text.size() <= octets) return text;
  while (octets > 0 && (static_cast<unsigned char>(text[octets]) & 0xC0U) == 0x80U) --octets;
  text.resize(octets);
  return text + "...";
}

std::string describe(const Disconnected& end) {
  if (!end.entirely) return "the peer finished sending";
  const std::string detail = end.detail.empty() ? "" : ": " + end.detail;
  switch (end.reason) {
    case CloseReason::Finished: return "the connection was closed" + detail;
    case CloseReason::Reset: return "the connection was reset" + detail;
    case CloseReason::Refused: return "the connection was refused" + detail;
    case CloseReason::TlsFailed: return "TLS failed" + detail + (end.alert ? fmt::format(" ({})", described_alert(*end.alert)) : "");
    case CloseReason::Local: return "we cut the connection" + detail;
  }
  return "the connection was closed";
}

std::string describe(const Item& item) {
  const std::string text = std::visit(
      overloaded{
          [](const xml::StreamOpened& opened) { return opening_tag(opened.header); },
          [](const xml::Element& element) { return xml::write(element); },
          [](const PeerClosedStream&) { return std::string("</stream:stream>"); },
          [](const xml::StreamViolation& violation) { return fmt::format("a {}, which RFC 6120 section 11.1 forbids", violation.what); },
          [](const xml::StreamBroken& broken) { return fmt::format("XML that cannot be read on ({}: {})", broken.condition, broken.text); },
          [](const TlsRecord& record) { return describe(record); },
          [](const Disconnected& end) { return describe(end); },
          [](const ShimEvent& event) { return event.line; },
      },
      item);
  return shortened(text, kDescribedOctets);
}

std::string opening_tag(const xml::Element& header) {
  const bool is_stream = header.ns() == xml::ns::kStreams;
  std::string tag = is_stream ? "<stream:" + header.local() : "<" + header.local();
  for (const xml::Attribute& attribute : header.attributes()) {
    const std::string prefix = attribute.name.ns == xml::ns::kXml ? "xml:" : "";
    tag += fmt::format(" {}{}='{}'", prefix, attribute.name.local, xml::escaped_attribute(attribute.value));
  }
  return tag + ">";
}

}  // namespace assay::conformance::engine
