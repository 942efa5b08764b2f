#pragma once
// One step of a scenario or of a sentence's definition, read and checked: what the engine interprets. All values are templates; they are
// evaluated when the step is reached.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "conformance/match/command_template.hpp"
#include "conformance/match/each.hpp"
#include "conformance/match/element_template.hpp"
#include "conformance/match/text_template.hpp"
#include "reference/base/now.hpp"
#include "reference/config/source.hpp"

namespace assay::conformance::language {

struct Definition;

/// Where something stands; `file` is the source's name.
struct Where {
  std::string file;
  config::Place place;
};

/// The closed list of what the engine itself can do. Which fields of Step a verb uses is said here; all others are empty.
enum class Verb {
  OpenConnection,      ///< actor; arguments[0] "to": c2s, c2s-tls or a server actor's name; absent: c2s
  OpenStream,          ///< actor; elements[0] the opening tag, or none: the usual one
  CloseStream,         ///< actor
  ReceiveOpeningTag,   ///< actor; elements[0] or none
  ReceiveClosingTag,   ///< actor
  StartTls,            ///< actor: the handshake, until secured
  Send,                ///< actor; elements[0]
  SendBytes,           ///< actor; content: \x00, \n, \r, \t and \\ are already octets in it
  SendOutsideTls,      ///< actor; content: the same, not encrypted even on a secured connection
  SendOpening,         ///< actor; text: raw
  Receive,             ///< actor; elements[0]
  ReceiveInAnyOrder,   ///< actor; elements: all of them
  ReceiveOneOf,        ///< actor; elements: the first that fits
  ReceiveNothing,      ///< actor; elements[0] what must not come, or none: nothing at all
  ReceiveNothingMore,  ///< actor
  IsDisconnected,      ///< actor: the peer closed
  DisconnectedAtLast,  ///< actor: the same, whatever comes before
  ReceiveTlsAlert,     ///< actor; content: a pattern for its name or number, or empty: any
  Cut,                 ///< actor
  FinishSending,       ///< actor: half-close
  StopReading,         ///< actor
  ResumeReading,       ///< actor
  ReceiveCode,         ///< actor; text: a pattern the code must fit, usually a binder
  Said,                ///< actor, a value; text: a pattern that the value must fit
  WokenUp,             ///< actor; content: a pattern that what the push service is given must fit
  NotWokenUp,          ///< actor: of all that was given to the push service
  Listen,              ///< actor (server)
  Accept,              ///< actor (server)
  Do,                  ///< actor (client); command
  Report,              ///< actor (client); report
  Let,                 ///< assignments
  Return,              ///< assignments: bound as fields of the calling sentence's actor, and as `as` says
  ForEach,             ///< loop; branches[0]
  Together,            ///< branches: interleaved
  Either,              ///< branches: the one is played whose first step fits what comes; branch_names
  InOrder,             ///< branches[0]
  Pass,                ///< arguments[0] how many, arguments[1] unit: second(s), minute(s), hour(s), day(s)
  KillServer,          ///< the implementation under test: at once, without a chance to write anything
  StopServer,          ///< in order, as its administrator stops it
  StartServer,         ///< after either: on the same data, on the same ports or others
  PauseServer,         ///< it does nothing until ResumeServer; connections stay
  ResumeServer,        ///<
  JumpForward,         ///< its wall clock alone; arguments as Pass
  JumpBack,            ///< its wall clock alone; arguments as Pass
  SearchStore,         ///< content: a text that what it keeps must not hold in any readable form
  Call,                ///< candidates; arguments in the order of their parameters, the actor included
};

/// A word or quoted text in the place of a sentence's parameter.
struct Argument {
  std::string parameter;      ///< the header's name for it
  match::TextTemplate value;  ///< what to evaluate where a text is wanted
  std::string word;           ///< as written: alice, {phone}, sms
  /// "phone" where the word is {phone} alone. Where an actor is wanted and this is set, the actor is what that name stands for: a parameter
  /// of the surrounding definition, or a text (of a loop or a case) that is a name of the cast. Else `word` is a name of the cast. An
  /// argument of a Call whose word is a name of the cast stands for that actor inside.
  std::optional<std::string> reference;
  Where where;
};

/// name: value. With `actor` (`'{phone}.token': ...`, `alice.token: ...`) the name is a variable of that actor.
struct Assignment {
  std::optional<Argument> actor;
  std::string name;
  match::TextTemplate value;
  Where where;
};

/// `for each: { n: 1..20 }` or `{ n: [a, b] }`: match::unrolled gives the values. Each round has a scope of its own.
using Loop = match::Each;

struct Step {
  Verb verb = Verb::Call;
  Where where;
  std::string text;  ///< the sentence as written, without its ':' and what follows
  std::optional<Argument> actor;
  std::vector<Argument> arguments;

  std::vector<match::ElementTemplate> elements;
  match::TextTemplate content;     ///< SendBytes, SendOpening, ReceiveCode, WokenUp, Said, SearchStore
  match::CommandTemplate command;  ///< Do
  match::MapTemplate report;       ///< Report
  std::vector<Assignment> assignments;
  std::optional<Loop> loop;
  std::vector<std::vector<Step>> branches;
  std::vector<std::string> branch_names;  ///< Either: what the report calls each
  /// Call: definitions that fit the sentence, nearest first. Take the first whose `of` is empty or the kind of the actor in arguments[0].
  /// They live as long as the Scenario.
  std::vector<const Definition*> candidates;

  std::vector<std::string> checks;  ///< requirement ids
  std::vector<std::string> needs;   ///< capabilities
  std::optional<Duration> within;
  std::string because;
  std::vector<match::ElementTemplate> ignores;
  std::optional<match::TextTemplate> pieces;      ///< sends...: what parse_pieces() reads
  std::optional<match::ElementTemplate> until;    ///< receives nothing: the event that proves it, one of the same kind
  std::optional<match::ElementTemplate> through;  ///< receives nothing: the same, a marker by the same sender and route
  /// Call: `as: { code: c }` binds the returned `code` as c in this scope, `as: r` binds a record {r.code}.
  std::string as_record;
  std::vector<std::pair<std::string, std::string>> as_names;
};

/// A sentence defined in YAML.
struct Definition {
  std::string header;                   ///< "{phone} asks for a code by {method}"
  std::vector<std::string> parameters;  ///< in order: phone, method
  std::vector<bool> wants_actor;        ///< by parameter: whether it is used as an actor, or a field of it is
  std::string of;                       ///< "" or the kind of actor: phone, raw, server, client
  std::vector<Step> steps;
  Where where;
};

}  // namespace assay::conformance::language
