// Entity Time (XEP-0202 version 2.0): the server's own clock, in UTC. A phone does not answer it: its zone would tell where it is (section
// 5).

#include "reference/stanza/entity_time.hpp"

#include "reference/server/feature.hpp"

namespace assay::server::features {

Feature entity_time() {
  const auto answer = [](const Context& context, Session&, const xml::Element&, const xml::Element&) -> IqAnswer {
    return stanza::EntityTime{std::chrono::minutes{0}, context.now().wall}.write();
  };
  return {.name = "entity_time", .disco = {stanza::kTimeNs}, .iq = {{"get", stanza::kTimeNs, "time", IqHandler::Target::Server, answer}}};
}

}  // namespace assay::server::features
