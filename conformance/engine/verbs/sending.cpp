// sends, sends bytes, sends opening.

#include <cctype>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/element_template.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class SendStanza final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
    if (cue_.step.elements.empty()) return fault("nothing to send");
    const auto element = match::instantiate(cue_.step.elements.front(), *cue_.names, cue_.scene.functions);
    if (!element) return fault(element.error());
    cue_.scene.send(actor, *element);
    return Done{};
  }
  std::string awaited() const override { return {}; }
};

/// Octets for people: what is not printable is escaped.
std::string printable(ByteView octets) {
  std::string text;
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (std::isprint(octet) != 0 || c == '\n') {
      text += c;
    } else {
      text += fmt::format("\\x{:02x}", octet);
    }
  }
  return text;
}

class SendRaw final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
    auto octets = match::evaluate(cue_.step.content, *cue_.names, cue_.scene.functions);
    if (!octets) return fault(octets.error());
    const Arrow arrow{actor.name(), actor.connection->peer_lane};
    const std::string shown = printable(*octets);
    cue_.scene.transcript.stream(arrow, fmt::format("{} octets: {}", octets->size(), shortened(shown, 80)), shown);
    if (cue_.step.verb == language::Verb::SendOutsideTls) {
      cue_.scene.send_around_tls(actor, *std::move(octets));
    } else {
      cue_.scene.send_octets(actor, *std::move(octets));
    }
    return Done{};
  }
  std::string awaited() const override { return {}; }
};

}  // namespace

std::unique_ptr<Deed> sending(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::Send: return std::make_unique<SendStanza>(std::move(cue));
    case language::Verb::SendBytes:
    case language::Verb::SendOutsideTls:
    case language::Verb::SendOpening: return std::make_unique<SendRaw>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
