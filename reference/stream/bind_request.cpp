#include "reference/stream/bind_request.hpp"

#include <utility>

#include "reference/stanza/bind.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {

std::optional<BindRequest> BindRequest::parse(const xml::Element& element) {
  if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "set" || element.attribute("id").empty()) return std::nullopt;
  const xml::Element* payload = stanza::payload_of(element);
  if (!payload) return std::nullopt;
  std::optional<stanza::Bind> bind = stanza::Bind::parse(*payload);
  if (!bind) return std::nullopt;
  return BindRequest{element, std::move(bind->resource)};
}

xml::Element BindRequest::result(const jid::Jid& bound) const { return stanza::result_of(iq, stanza::Bind{{}, bound.text()}.write()); }

xml::Element BindRequest::error(const stanza::StanzaError& error) const { return stanza::error_of(iq, error); }

}  // namespace assay::stream
