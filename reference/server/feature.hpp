#pragma once
// A feature is a value of hooks. features/NAME.cpp defines `Feature NAME()`, and the build makes the list of them: adding a feature adds
// files and edits none.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/server/context.hpp"
#include "reference/stanza/error.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/server_settings.hpp"
#include "reference/xml/element.hpp"

namespace assay::server {

/// The payload of a result, or nothing for an empty one.
using IqAnswer = Result<std::optional<xml::Element>, stanza::StanzaError>;

struct IqHandler {
  enum class Target {
    Server,   ///< addressed to the domain
    Account,  ///< addressed to nobody or to an account's bare address: the server answers on the account's behalf (RFC 6120 section 10.3.3)
    Either,
  };
  std::string type;  ///< "get" or "set"
  std::string ns;
  std::string local;
  Target target = Target::Either;
  /// `iq` is valid and has `from`; its `to` is absent or names the domain or a bare local address.
  std::function<IqAnswer(const Context&, Session&, const xml::Element& iq, const xml::Element& payload)> answer;
  /// Also for another account's address; else that gets service-unavailable.
  bool of_others = false;
  /// Of the account's phone alone; a companion gets phone-only.
  bool of_phone = false;
};

/// An iq before login; the handler sends its answer.
struct EarlyIqHandler {
  std::string type;
  std::string ns;
  std::string local;
  std::function<void(const Context&, Connection&, const xml::Element& iq, const xml::Element& payload)> answer;
};

/// A first-level element of a bound stream that is no stanza.
struct NonzaHandler {
  std::string ns;
  std::string local;
  std::function<void(const Context&, Session&, const xml::Element&)> take;
};

/// What a session can begin with, where its client asks for it inside the login (Bind 2, XEP-0386): <LOCAL xmlns='NS'/>.
struct SessionBeginning {
  std::string ns;
  std::string local;
  /// A resource is bound, and nobody was told. Answers what stands in <bound/>, if anything does.
  std::function<std::optional<xml::Element>(const Context&, Session&, const xml::Element&)> begin;
};

enum class Verdict {
  Pass,   ///< the next feature looks at it
  Taken,  ///< done
};

enum class Registration {
  Fresh,          ///< the number had no account
  Again,          ///< it had one, whose credentials are dead now; the device is the same
  AnotherDevice,  ///< the same, and the device's key is another
};

struct Feature {
  std::string name;
  std::vector<std::string> disco{};          ///< XEP-0030 features of the server
  std::vector<std::string> account_disco{};  ///< and of an account
  /// What it adds to <stream:features/>.
  std::function<void(const Context&, const stream::Facts&, xml::Element& features)> announce{};
  /// What can be asked for inside a login by SASL2 (XEP-0388 section 2.1).
  std::function<void(const Context&, const stream::Facts&, std::vector<xml::Element>& inlined)> announce_inline{};
  std::vector<SessionBeginning> beginnings{};
  std::vector<IqHandler> iq{};
  std::vector<EarlyIqHandler> early_iq{};
  std::vector<NonzaHandler> nonzas{};
  /// A message or presence of a session. `from` is the session's full address; `to`, where present, is an address. Features are asked in
  /// alphabetical order until one takes it.
  std::function<Verdict(const Context&, Session&, xml::Element&)> message{};
  std::function<Verdict(const Context&, Session&, xml::Element&)> presence{};
  /// An iq of a session to another account or one of its sessions, asked in the same way.
  std::function<Verdict(const Context&, Session&, const xml::Element& iq, const jid::Jid& to)> iq_to_other{};
  /// The number was registered; nobody has logged in by it yet.
  std::function<void(const Context&, const std::string& account, Registration)> registered{};
  /// A domain of its own below the server's ("groups" for groups.example.org), and what takes the stanzas of sessions to it: `to` is there.
  std::string subdomain{};
  std::function<void(const Context&, Session&, xml::Element& stanza, const jid::Jid& to)> at_subdomain{};
  /// A companion is unlinked, or dropped with a registration: its sessions are over, and what the feature keeps of it is forgotten here.
  /// Where the account ends, its companions do before it.
  std::function<void(const Context&, const std::string& account, const std::string& device)> device_forgotten{};
  /// The account ends: its sessions are over, and what the feature keeps of it is forgotten here.
  std::function<void(const Context&, const std::string& account)> forgotten{};
  /// A login by SASL2 is about to be told: what else stands in <success/>.
  std::function<void(const Context&, const Connection&, const stanza::sasl2::Authenticate& request, stanza::sasl2::Success&)> logged_in{};
  /// An entry went into the mailbox of a device of the account, and from there to its sessions, if it has any.
  std::function<void(const Context&, const std::string& account, const std::string& device)> waiting{};
  /// A resource was bound; the answer is sent.
  std::function<void(const Context&, Session&)> bound{};
  /// The session's own presence, availability or priority changed; it broadcast that already.
  std::function<void(const Context&, Session&)> presence_changed{};
  /// Octets of the session's connection left.
  std::function<void(const Context&, Session&)> written{};
  /// The session lost its connection, and its client may resume it (XEP-0198). Until then all that is sent to it is remembered.
  std::function<void(const Context&, Session&)> detached{};
  /// It goes on over another connection; what its client had not counted has been sent again.
  std::function<void(const Context&, Session&)> resumed{};
  /// The session is over: nothing can be sent on it, and Sessions does not know it any more.
  std::function<void(const Context&, Session&)> closed{};
  /// An hour has passed, by the clock that never jumps: time to look for what is too old. It looks at little in one turn.
  std::function<void(const Context&)> hourly{};
  /// When the feature wants `due`, by the clock that never jumps; nothing = never. Asked behind every turn, so it only looks it up.
  std::function<std::optional<Instant>(const Context&)> next_deadline{};
  /// That time has come, or the server ends. Afterwards `next_deadline` is later, or nothing.
  std::function<void(const Context&)> due{};
};

namespace features {
/// Written by the build.
[[nodiscard]] std::vector<Feature> all();
}  // namespace features

}  // namespace assay::server
