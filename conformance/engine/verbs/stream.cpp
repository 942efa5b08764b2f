// Connections and streams: opens a connection, opens a stream, closes the stream, starts TLS, the opening and closing tag,
// cuts, finishes sending, stops and resumes reading.

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/match/match.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::engine::verbs {

namespace {

class OpenConnection final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (connection_ == nullptr) {
      if (std::optional<Stop> stop = connect()) return *std::move(stop);
      return Waiting{};
    }
    if (connection_->phase == Phase::Open) return Done{};
    if (connection_->phase == Phase::Over) return failure(awaited(), connection_->end);
    return Waiting{};
  }
  std::string awaited() const override { return fmt::format("a connection to {}", to_); }

 private:
  std::optional<Stop> connect() {
    Actor& actor = *cue_.actor;
    const language::Argument* argument = cue_.step.arguments.empty() ? nullptr : &cue_.step.arguments.front();
    to_ = argument == nullptr ? "c2s" : argument->word;
    if (actor.connection != nullptr) cue_.scene.abort(*actor.connection);
    if (const Actor* server = argument == nullptr ? nullptr : cue_.names->actor_of(*argument)) {
      if (!server->listens_at) return fault(fmt::format("{} does not listen", server->name()));
      connection_ = &cue_.scene.connect(actor, *server->listens_at, server->name());
      return std::nullopt;
    }
    const auto endpoint = cue_.scene.target.endpoints.find(to_);
    if (endpoint == cue_.scene.target.endpoints.end()) {
      return Stop{Stop::Kind::Untestable, fmt::format("the target has no endpoint {}", to_), {}, {}, {}, {}, {}};
    }
    connection_ = &cue_.scene.connect(actor, endpoint->second, cue_.scene.target_lane());
    return std::nullopt;
  }

  Connection* connection_ = nullptr;
  std::string to_;
};

xml::Element usual_opening(Scene& scene, const Actor& actor) {
  xml::Element header(xml::ns::kStreams, "stream");
  const bool initiates = is_outbound(actor.connection->conn);
  header.set_attribute(initiates ? "to" : "from", scene.target.domain);
  if (!initiates) header.set_attribute("id", scene.random().token(9));
  header.set_attribute("version", "1.0");
  header.set_attribute(xml::Name{xml::ns::kXml, "lang"}, "en");
  return header;
}

Bytes opening_octets(const xml::Element& header) {
  std::string tag = opening_tag(header);
  tag.pop_back();
  return fmt::format("<?xml version='1.0'?>{} xmlns='{}' xmlns:stream='{}'>", tag, xml::ns::kClient, xml::ns::kStreams);
}

class OpenStream final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
    xml::Element header = usual_opening(cue_.scene, actor);
    if (!cue_.step.elements.empty()) {
      auto made = match::instantiate(cue_.step.elements.front(), *cue_.names, cue_.scene.functions);
      if (!made) return fault(made.error());
      header = *std::move(made);
    }
    if (is_outbound(actor.connection->conn)) actor.connection->reader.reset();
    cue_.scene.transcript.stream({actor.name(), actor.connection->peer_lane}, opening_tag(header));
    cue_.scene.send_octets(actor, opening_octets(header));
    actor.connection->opened_stream = true;
    return Done{};
  }
  std::string awaited() const override { return {}; }
};

class CloseStream final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
    cue_.scene.transcript.stream({actor.name(), actor.connection->peer_lane}, "</stream:stream>");
    cue_.scene.send_octets(actor, "</stream:stream>");
    actor.connection->closed_stream = true;
    return Done{};
  }
  std::string awaited() const override { return {}; }
};

class ReceiveOpeningTag final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    const auto wants = [this](const Item& item) { return fits(item, *cue_.names); };
    auto next = take_next(cue_, wants, awaited(), nearest_);
    if (fault_) return fault(*fault_);
    if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
    if (std::holds_alternative<Waiting>(next)) return Waiting{};
    return Done{};
  }
  Opening opening() override {
    match::Scope thrown_away(cue_.names.get());
    Opening opening = first_fits(cue_, [&](const Item& item) { return fits(item, thrown_away); });
    if (fault_) return Done{};  // poll() says so
    return opening;
  }
  std::string awaited() const override {
    if (cue_.step.elements.empty()) return "the opening tag of a stream";
    return describe(cue_.step.elements.front(), cue_.names.get());
  }
  std::string nearest() const override { return nearest_; }

 private:
  Fit fits(const Item& item, match::Bindings& names) {
    const xml::StreamOpened* opened = std::get_if<xml::StreamOpened>(&item);
    if (opened == nullptr) return fail(std::string());
    if (!cue_.step.elements.empty()) {
      const auto matched = match::match_opening_tag(cue_.step.elements.front(), opened->header, names, cue_.scene.functions);
      if (!matched && matched.error().is_fault) fault_ = matched.error().text();
      if (!matched) return fail(matched.error().text());
    } else if (!opened->header.is(xml::ns::kStreams, "stream")) {
      return fail(fmt::format("{}: wanted <stream:stream> of {}, got namespace \"{}\"", opened->header.local(), xml::ns::kStreams,
                              opened->header.ns()));
    }
    return {};
  }

  std::string nearest_;
  std::optional<std::string> fault_;  // the template can't be computed
};

class ReceiveClosingTag final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    std::string nearest;
    auto next = take_next(cue_, fits, awaited(), nearest);
    if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
    if (std::holds_alternative<Waiting>(next)) return Waiting{};
    return Done{};
  }
  Opening opening() override { return first_fits(cue_, fits); }
  std::string awaited() const override { return "</stream:stream>"; }

 private:
  static Fit fits(const Item& item) {
    if (std::holds_alternative<PeerClosedStream>(item)) return {};
    return fail(std::string());
  }
};

class StartTls final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (connection_ == nullptr) {
      if (std::optional<Stop> stop = cannot_send(actor)) return *std::move(stop);
      connection_ = actor.connection;
      if (connection_->tls) return fault(fmt::format("{}'s connection is secured already", actor.name()));
      const TlsSide side = is_outbound(connection_->conn) ? TlsSide::Client : TlsSide::Server;
      cue_.scene.is_quiet = false;
      cue_.scene.actions.push_back(Secure{connection_->conn, side, side == TlsSide::Client ? cue_.scene.target.domain : ""});
      return Waiting{};
    }
    if (connection_->tls) return Done{};
    if (connection_->phase == Phase::Over) return failure(awaited(), connection_->end);
    if (connection_->peer_finished) return failure(awaited(), "the peer finished sending");
    return Waiting{};
  }
  /// The handshake begins at once; the other branches are about what becomes of it.
  Opening opening() override {
    if (connection_ == nullptr && std::holds_alternative<Stop>(poll())) {
      connection_ = nullptr;  // poll() says it again
      return Done{};
    }
    if (connection_->tls) return Done{};
    if (connection_->phase == Phase::Over) return Misfit{connection_->end};
    if (connection_->peer_finished) return Misfit{"the peer finished sending"};
    return Waiting{};
  }
  std::string awaited() const override { return "a TLS handshake"; }

 private:
  Connection* connection_ = nullptr;
};

class OnConnection final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    Actor& actor = *cue_.actor;
    if (actor.connection == nullptr) return fault(fmt::format("{} has no connection", actor.name()));
    Connection& connection = *actor.connection;
    cue_.scene.transcript.stream({actor.name(), connection.peer_lane}, said());
    act(connection);
    return Done{};
  }
  std::string awaited() const override { return {}; }

 private:
  [[nodiscard]] std::string said() const {
    switch (cue_.step.verb) {
      case language::Verb::Cut: return "cuts the connection";
      case language::Verb::FinishSending: return "finishes sending";
      case language::Verb::StopReading: return "stops reading";
      default: return "resumes reading";
    }
  }
  void act(Connection& connection) {
    if (cue_.step.verb == language::Verb::Cut) return cue_.scene.abort(connection);
    if (cue_.step.verb == language::Verb::FinishSending) return cue_.scene.finish(connection);
    if (connection.phase != Phase::Open) return;
    connection.reading = cue_.step.verb == language::Verb::ResumeReading;
    cue_.scene.is_quiet = false;
    if (connection.reading) {
      cue_.scene.actions.push_back(ResumeReading{connection.conn});
    } else {
      cue_.scene.actions.push_back(PauseReading{connection.conn});
    }
  }
};

}  // namespace

std::unique_ptr<Deed> stream(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::OpenConnection: return std::make_unique<OpenConnection>(std::move(cue));
    case language::Verb::OpenStream: return std::make_unique<OpenStream>(std::move(cue));
    case language::Verb::CloseStream: return std::make_unique<CloseStream>(std::move(cue));
    case language::Verb::ReceiveOpeningTag: return std::make_unique<ReceiveOpeningTag>(std::move(cue));
    case language::Verb::ReceiveClosingTag: return std::make_unique<ReceiveClosingTag>(std::move(cue));
    case language::Verb::StartTls: return std::make_unique<StartTls>(std::move(cue));
    case language::Verb::Cut:
    case language::Verb::FinishSending:
    case language::Verb::StopReading:
    case language::Verb::ResumeReading: return std::make_unique<OnConnection>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
