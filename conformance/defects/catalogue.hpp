#pragma once
// What the files of catalogue/ share: each defines one function that returns one Defect; the build lists them.

#include <vector>

#include "conformance/defects/defect.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

using defects::Defect;

[[nodiscard]] std::vector<Defect> all();

/// A filter that changes what the server says: `change` gets each element on its way to the client and answers what leaves instead.
[[nodiscard]] std::unique_ptr<relay::Filter> lying_to_client(std::function<std::vector<xml::Element>(xml::Element)> change);
/// The same for what the client says.
[[nodiscard]] std::unique_ptr<relay::Filter> lying_to_server(std::function<std::vector<xml::Element>(xml::Element)> change);

/// What a liar makes of an element: what goes on in its place, and what he says to the side that it came from.
struct Said {
  std::vector<xml::Element> on;
  std::vector<xml::Element> back;
};
/// A filter that lies in both directions.
[[nodiscard]] std::unique_ptr<relay::Filter> lying(std::function<Said(relay::Direction, xml::Element, const Now&)> change);

/// Whether it is a message with a body, as chapter 04 understands it.
[[nodiscard]] bool is_chat(const xml::Element& element);
/// Whether it is a message that waited in a mailbox (XEP-0203).
[[nodiscard]] bool is_delayed(const xml::Element& element);

/// Whether it is an iq of that type ("" for any) with such a child.
[[nodiscard]] bool is_iq(const xml::Element& element, std::string_view type, std::string_view ns, std::string_view child);
/// The condition of this name (spec/errors.md) in an error, or nullptr.
[[nodiscard]] const xml::Element* cxmpp_error(const xml::Element& element, std::string_view name);
/// An error stanza's error taken for another: iq or message stays, `child` stands in the error's place, and the type is "result".
[[nodiscard]] xml::Element as_result(xml::Element error, xml::Element child);

/// Whether it is something inside a stanza that neither RFC 6121, nor an XEP, nor our specification defines.
[[nodiscard]] bool is_unknown(const xml::Element& child);

/// What most answers are: one element.
[[nodiscard]] std::vector<xml::Element> just(xml::Element element);

}  // namespace assay::conformance::defects::catalogue
