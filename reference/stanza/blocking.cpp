#include "reference/stanza/blocking.hpp"

#include <string>

namespace assay::stanza::blocking {
namespace {

constexpr Verb kVerbs[] = {Verb::List, Verb::Block, Verb::Unblock};

}  // namespace

std::string_view name_of(Verb verb) {
  switch (verb) {
    case Verb::List: return "blocklist";
    case Verb::Block: return "block";
    case Verb::Unblock: return "unblock";
  }
  return "blocklist";
}

xml::Element Command::write() const {
  xml::Element element(kNs, std::string{name_of(verb)});
  for (const jid::Jid& jid : items) element.append(kNs, "item").set_attribute("jid", jid.text());
  return element;
}

std::optional<Command> Command::parse(const xml::Element& element) {
  for (const Verb verb : kVerbs) {
    if (!element.is(kNs, std::string{name_of(verb)})) continue;
    Command command{verb, {}};
    for (const xml::Element* child : element.children()) {
      if (!child->is(kNs, "item")) continue;
      std::optional<jid::Jid> jid = jid::Jid::parse(child->attribute("jid"));
      if (!jid) return std::nullopt;
      command.items.push_back(*std::move(jid));
    }
    return command;
  }
  return std::nullopt;
}

StanzaError blocked_error() {
  StanzaError error = stanza_error("not-acceptable");
  error.type = ErrorType::Cancel;
  error.application = ApplicationError{"blocked", std::nullopt, kErrorsNs};
  return error;
}

}  // namespace assay::stanza::blocking
