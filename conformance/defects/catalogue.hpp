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

/// Whether it is a message with a body, as chapter 04 understands it.
[[nodiscard]] bool is_chat(const xml::Element& element);
/// Whether it is a message that waited in a mailbox (XEP-0203).
[[nodiscard]] bool is_delayed(const xml::Element& element);

/// What most answers are: one element.
[[nodiscard]] std::vector<xml::Element> just(xml::Element element);

}  // namespace assay::conformance::defects::catalogue
