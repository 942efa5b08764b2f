// A second resource on one stream is not given (RFC 6120 section 7.1 leaves that to the server).

#include "reference/server/feature.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {

Feature bind() {
  const auto answer = [](const Context&, Session&, const xml::Element&, const xml::Element&) -> IqAnswer {
    return fail(stanza::stanza_error("not-allowed", "a resource is bound already"));
  };
  return {.name = "bind", .iq = {{"set", xml::ns::kBind, "bind", IqHandler::Target::Either, answer}}};
}

}  // namespace assay::server::features
