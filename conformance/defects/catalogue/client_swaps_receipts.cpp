#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

xml::Element marker(const char* ns, const char* local, std::string_view id) { return xml::Element(ns, local).with("id", std::string(id)); }

}  // namespace

Defect client_swaps_receipts();

Defect client_swaps_receipts() {
  return {.name = "client-swaps-receipts",
          .lie = "A client takes the word that a message was read for its delivery, and its delivery for the other.",
          .violates = {"MSG-08a"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer) return {just(std::move(element)), {}};
              for (xml::Content& content : element.content()) {
                auto* child = std::get_if<xml::Element>(&content);
                if (!child) continue;
                if (child->is("urn:xmpp:receipts", "received")) {
                  *child = marker("urn:xmpp:chat-markers:0", "displayed", child->attribute("id"));
                } else if (child->is("urn:xmpp:chat-markers:0", "displayed")) {
                  *child = marker("urn:xmpp:receipts", "received", child->attribute("id"));
                }
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
