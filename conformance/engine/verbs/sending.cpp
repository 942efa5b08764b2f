// sends, sends bytes, sends opening.

#include <cctype>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/language/pieces.hpp"
#include "conformance/match/element_template.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine::verbs {

namespace {

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

/// What leaves, in pieces where the step says so. When the peer ends the connection meanwhile, the rest is not sent.
class Sending : public Deed {
 public:
  using Deed::Deed;

  Progress poll() final {
    Actor& actor = *cue_.actor;
    if (!has_begun_) {
      if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
      if (std::optional<Stop> stop = begin()) return *std::move(stop);
      has_begun_ = true;
    }
    for (; next_ < parts_.size(); ++next_) {
      if (due_ && cue_.scene.now.monotonic < *due_) return Waiting{};
      if (!actor.connection->can_send()) return Done{};
      send(actor, std::move(parts_[next_]));
      if (pieces_.every > Duration{}) due_ = cue_.scene.now.monotonic + pieces_.every;
    }
    return Done{};
  }
  std::string awaited() const override { return "the time for the next piece"; }
  std::optional<Instant> wakes_at() const override { return due_; }

 protected:
  /// Notes what leaves in the ladder.
  [[nodiscard]] virtual Result<Bytes, std::string> octets() = 0;

 private:
  std::optional<Stop> begin() {
    if (cue_.step.pieces) {
      const auto text = match::evaluate(*cue_.step.pieces, *cue_.names, cue_.scene.functions);
      if (!text) return fault(text.error());
      auto pieces = language::parse_pieces(*text);
      if (!pieces) return fault(pieces.error());
      pieces_ = *std::move(pieces);
    }
    auto all = octets();
    if (!all) return fault(all.error());
    if (!cue_.step.pieces) {
      parts_.push_back(*std::move(all));
      return std::nullopt;
    }
    parts_ = pieces_.cut(*all);
    constexpr Duration kLongestReally = std::chrono::seconds{5};
    if (!cue_.scene.target.virtual_time && pieces_.every * static_cast<std::int64_t>(parts_.size()) > kLongestReally) {
      return Stop{Stop::Kind::Untestable, "the pieces would take more than 5 s of real time", {}, {}, {}, {}, {}};
    }
    return std::nullopt;
  }

  void send(Actor& actor, Bytes part) {
    if (cue_.step.verb == language::Verb::SendOutsideTls) return cue_.scene.send_around_tls(actor, std::move(part));
    if (cue_.step.pieces) return cue_.scene.send_piece(actor, std::move(part));
    cue_.scene.send_octets(actor, std::move(part));
  }

  language::Pieces pieces_;
  std::vector<Bytes> parts_;
  std::size_t next_ = 0;
  bool has_begun_ = false;
  std::optional<Instant> due_;
};

class SendStanza final : public Sending {
 public:
  using Sending::Sending;

 private:
  Result<Bytes, std::string> octets() override {
    if (cue_.step.elements.empty()) return fail(std::string("nothing to send"));
    const auto element = match::instantiate(cue_.step.elements.front(), *cue_.names, cue_.scene.functions);
    if (!element) return fail(element.error());
    cue_.scene.announce(*cue_.actor, *element);
    return xml::write(*element);
  }
};

class SendRaw final : public Sending {
 public:
  using Sending::Sending;

 private:
  Result<Bytes, std::string> octets() override {
    auto octets = match::evaluate(cue_.step.content, *cue_.names, cue_.scene.functions);
    if (!octets) return fail(octets.error());
    const std::string shown = printable(*octets);
    cue_.scene.transcript.stream({cue_.actor->name(), cue_.actor->connection->peer_lane},
                                 fmt::format("{} octets: {}", octets->size(), shortened(shown, 80)), shown);
    return *std::move(octets);
  }
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
