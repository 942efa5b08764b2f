// How a connection ends: is disconnected, receives the TLS alert, is disconnected in the end.

#include <algorithm>

#include <fmt/core.h>

#include "conformance/engine/taking.hpp"
#include "conformance/engine/template_text.hpp"
#include "conformance/engine/verbs/verbs.hpp"
#include "conformance/language/tls_alerts.hpp"
#include "conformance/match/match.hpp"

namespace assay::conformance::engine::verbs {

namespace {

/// A closing tag or an alert before the end belongs to it.
class IsDisconnected final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->connection == nullptr) return fault(fmt::format("{} has no connection that could end", cue_.actor->name()));
    std::string nearest;
    while (!is_gone()) {
      auto next = take_next(cue_, fits, awaited(), nearest);
      if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
      if (std::holds_alternative<Waiting>(next)) return Waiting{};
      if (std::holds_alternative<Disconnected>(std::get<Taken>(next).item)) return Done{};
    }
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->connection == nullptr || is_gone()) return Done{};
    return first_fits(cue_, fits);
  }
  std::string awaited() const override { return "the peer's end of the connection"; }

 private:
  static Fit fits(const Item& item) {
    const TlsRecord* record = std::get_if<TlsRecord>(&item);
    const bool is_before = std::holds_alternative<PeerClosedStream>(item) || (record != nullptr && record->alert());
    if (is_before || std::holds_alternative<Disconnected>(item)) return {};
    return fail(std::string());
  }
  [[nodiscard]] bool is_gone() const {
    const Connection* connection = cue_.actor->connection;
    return (connection->phase == Phase::Over || connection->peer_finished) && cue_.actor->inbox.empty();
  }
};

/// Which may be the end of the connection, or stand before it.
class ReceiveTlsAlert final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->connection == nullptr) return fault(fmt::format("{} has no connection", cue_.actor->name()));
    const auto wants = [this](const Item& item) { return fits(item, *cue_.names); };
    auto next = take_next(cue_, wants, awaited(), nearest_);
    if (fault_) return fault(*fault_);
    if (Stop* stop = std::get_if<Stop>(&next)) return std::move(*stop);
    if (std::holds_alternative<Waiting>(next)) return Waiting{};
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->connection == nullptr) return Done{};
    match::Scope thrown_away(cue_.names.get());
    Opening opening = first_fits(cue_, [&](const Item& item) { return fits(item, thrown_away); });
    if (fault_) return Done{};  // poll() says so
    return opening;
  }
  std::string awaited() const override {
    return is_any() ? "a TLS alert" : "the TLS alert " + describe_text(cue_.step.content, cue_.names.get());
  }
  std::string nearest() const override { return nearest_; }

 private:
  [[nodiscard]] bool is_any() const { return cue_.step.content.pieces.empty(); }

  Fit fits(const Item& item, match::Bindings& names) {
    std::optional<std::uint8_t> alert;
    if (const auto* record = std::get_if<TlsRecord>(&item)) alert = record->alert();
    if (const auto* end = std::get_if<Disconnected>(&item)) alert = end->alert;
    if (!alert) return fail(std::string());
    if (is_any()) return {};
    const auto by_name = match::match(cue_.step.content, language::tls_alert_name(*alert), "alert", names, cue_.scene.functions);
    if (by_name || match::match(cue_.step.content, std::to_string(*alert), "alert", names, cue_.scene.functions)) return {};
    if (by_name.error().is_fault) fault_ = by_name.error().wanted;
    return fail(by_name.error().text());
  }

  std::string nearest_;
  std::optional<std::string> fault_;  // the pattern can't be computed
};

/// Whatever comes before the end is taken, even what cannot be read.
class IsDisconnectedInTheEnd final : public Deed {
 public:
  using Deed::Deed;

  Progress poll() override {
    if (cue_.actor->connection == nullptr) return fault(fmt::format("{} has no connection that could end", cue_.actor->name()));
    if (!has_ended()) return Waiting{};
    cue_.actor->inbox.clear();
    return Done{};
  }
  Opening opening() override {
    if (cue_.actor->connection == nullptr || has_ended()) return Done{};
    return Waiting{};
  }
  std::string awaited() const override { return "the peer's end of the connection, whatever comes before it"; }

 private:
  [[nodiscard]] bool has_ended() const {
    const Actor& actor = *cue_.actor;
    return actor.connection->phase == Phase::Over || actor.connection->peer_finished ||
           std::any_of(actor.inbox.begin(), actor.inbox.end(), [](const Item& item) { return std::holds_alternative<Disconnected>(item); });
  }
};

}  // namespace

std::unique_ptr<Deed> ending(Cue cue) {
  switch (cue.step.verb) {
    case language::Verb::IsDisconnected: return std::make_unique<IsDisconnected>(std::move(cue));
    case language::Verb::ReceiveTlsAlert: return std::make_unique<ReceiveTlsAlert>(std::move(cue));
    case language::Verb::DisconnectedAtLast: return std::make_unique<IsDisconnectedInTheEnd>(std::move(cue));
    default: return nullptr;
  }
}

}  // namespace assay::conformance::engine::verbs
