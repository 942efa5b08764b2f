#pragma once
// One of the cast: who it is, what it knows, its connection, and its inbox.

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/engine/connection.hpp"
#include "conformance/engine/counting.hpp"
#include "conformance/engine/item.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/language/scenario.hpp"
#include "conformance/match/value.hpp"
#include "reference/crypto/ed25519.hpp"

namespace assay::conformance::engine {

/// A ping or `sync` sent for a fence. Its answer never enters the inbox.
struct FencePing {
  std::string id;
  bool answered = false;
};

struct Identity {
  std::string name;
  language::ActorKind kind = language::ActorKind::Phone;
  std::string number;  ///< E.164; empty for server actors
  crypto::Ed25519KeyPair key;
  language::Handlers handlers = {};
  std::optional<language::Pieces> pieces = {};
};

class Actor {
 public:
  /// More unread items than this end the connection: nobody reads them any more.
  static constexpr std::size_t kInboxItems = 100'000;
  static constexpr std::size_t kPendingConnections = 1'000;
  static constexpr std::size_t kCodes = 1'000;
  static constexpr std::size_t kWakeUps = 1'000;

  Actor(Identity identity, const Target& target) : identity_(std::move(identity)), target_(target) {}

  [[nodiscard]] const std::string& name() const { return identity_.name; }
  [[nodiscard]] language::ActorKind kind() const { return identity_.kind; }
  [[nodiscard]] const std::string& number() const { return identity_.number; }
  [[nodiscard]] const crypto::Ed25519KeyPair& key() const { return identity_.key; }
  /// Makes it another session of `owner`'s account, which must outlive it and has its own.
  void join_account_of(const Actor& owner) { owner_ = &owner; }
  [[nodiscard]] bool has_own_account() const { return owner_ == nullptr; }

  /// What it does by itself.
  [[nodiscard]] bool does(language::Handler handler) const { return identity_.handlers.contains(handler); }
  /// How all it sends is cut.
  [[nodiscard]] const std::optional<language::Pieces>& pieces() const { return identity_.pieces; }

  // --- variables

  /// As templates see it (what an account has, a further session of it has too): its address, and as fields what is known of it. Built in:
  /// name, number, digits, domain, key, user, password, binding, server, server_tls, handled and sent (XEP-0198); full once bound; host,
  /// port and endpoint of a server actor that listens. Scenarios add others.
  [[nodiscard]] match::Value record() const;
  /// A scenario's variable; it hides a built-in one of that name. `jid` is the address.
  void set(std::string_view field, std::string value) { variables_.insert_or_assign(std::string(field), std::move(value)); }
  void forget(std::string_view field);
  /// Whether a push service reaches it at that node: its variable `push_node`.
  [[nodiscard]] bool is_reached_at(std::string_view node) const;
  [[nodiscard]] std::string bare_jid() const;
  /// The octets of that type (tls-exporter, tls-server-end-point) on the current connection, or nothing.
  [[nodiscard]] Bytes channel_binding(std::string_view type) const;

  // --- what the play does with it. The connection belongs to the scene; null before the first.

  Connection* connection = nullptr;
  std::deque<Item> inbox;
  std::deque<Connection*> pending;  ///< server actors: not yet accepted
  std::optional<Endpoint> listens_at;
  std::deque<std::string> codes;
  std::deque<std::string> wake_ups;  ///< what each said: its secret
  std::vector<FencePing> pings;
  ManagedSession managed;  ///< XEP-0198
  /// Stanzas that default handlers took since the last step began that was not `receives nothing`.
  std::vector<xml::Element> handled_stanzas;
  std::vector<std::string> handled;  ///< what default handlers took since the current step began, for its timeout
  bool shim_lacks_verb = false;      ///< the shim answered "unsupported"
  std::string lacked_verb;           ///< to this command
  std::string shim_fault;            ///< a line that is no JSON object

 private:
  Identity identity_;
  const Target& target_;
  const Actor* owner_ = nullptr;
  std::map<std::string, std::string, std::less<>> variables_;
};

}  // namespace assay::conformance::engine
