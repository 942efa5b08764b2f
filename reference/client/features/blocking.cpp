// Whom we want nothing from (XEP-0191; spec chapter 04): the server keeps the list and enforces it. Once we have asked for it, it tells
// what other sessions change. As with the roster, a push counts only if our own account sends it.

#include "reference/stanza/blocking.hpp"

#include <set>

#include "reference/client/feature.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace blocking_ = stanza::blocking;
using blocking_::Verb;

class BlockingFeature final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* block = std::get_if<Block>(&command)) {
      change(session, {Verb::Block, {}}, block->jid, "block");
    } else if (const auto* unblock = std::get_if<Unblock>(&command)) {
      change(session, {Verb::Unblock, {}}, unblock->jid, "unblock");
    } else if (std::get_if<AskBlocked>(&command) != nullptr) {
      ask(session);
    } else {
      return false;
    }
    return true;
  }

  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "set") return false;
    const auto* payload = stanza::payload_of(element);
    if (payload == nullptr || payload->ns() != blocking_::kNs) return false;
    const auto pushed = blocking_::Command::parse(*payload);
    const bool empty = pushed && pushed->verb == Verb::Block && pushed->items.empty();
    if (!session.is_own(element)) {
      session.send(stanza::error_of(element, stanza::stanza_error("service-unavailable")));
    } else if (!pushed || pushed->verb == Verb::List || empty) {
      session.send(stanza::error_of(element, stanza::stanza_error("bad-request")));
    } else {
      session.send(stanza::result_of(element));
      apply(session, *pushed);
    }
    return true;
  }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override { list_.reset(); }

 private:
  static bool is_offline(Session& session, const char* command) {
    if (!session.is_online()) session.emit(Failed{command, "offline", "there is no stream", {}, {}});
    return !session.is_online();
  }

  static void change(Session& session, blocking_::Command request, const std::string& address, const char* command) {
    if (is_offline(session, command)) return;
    const auto jid = jid::Jid::parse(address);
    if (!jid) return session.emit(Failed{command, "jid-malformed", "that is no address", {}, {}});
    request.items.push_back(*jid);
    session.request("set", request.write(), [command](Session& s, const Answer& answer) {
      answer ? s.emit(Done{command}) : s.emit(failed(command, answer.error()));
    });
  }

  void ask(Session& session) {
    if (is_offline(session, "blocked")) return;
    session.request("get", blocking_::Command{Verb::List, {}}.write(), [this](Session& s, const Answer& answer) {
      if (!answer) return s.emit(failed("blocked", answer.error()));
      const auto* payload = answer->find_child(blocking_::kNs, "blocklist");
      const auto told = payload != nullptr ? blocking_::Command::parse(*payload) : std::nullopt;
      if (!told) return s.emit(Failed{"blocked", "bad-answer", "the server's answer is no <blocklist/>", {}, {}});
      list_.emplace();
      add(s, told->items);
      tell(s);
    });
  }

  void apply(Session& session, const blocking_::Command& pushed) {
    if (!list_) return;
    const std::set<std::string> before = *list_;
    if (pushed.verb == Verb::Block) {
      add(session, pushed.items);
    } else if (pushed.items.empty()) {
      list_->clear();
    } else {
      for (const jid::Jid& item : pushed.items) list_->erase(item.text());
    }
    if (*list_ != before) tell(session);
  }

  void add(const Session& session, const std::vector<jid::Jid>& items) {
    for (const jid::Jid& item : items) {
      if (list_->size() < session.config().limits.roster_items) list_->insert(item.text());
    }
  }

  void tell(Session& session) const { session.emit(Blocked{{list_->begin(), list_->end()}}); }

  std::optional<std::set<std::string>> list_;  // nothing until this session has asked
};

}  // namespace

std::unique_ptr<Feature> blocking() { return std::make_unique<BlockingFeature>(); }

}  // namespace assay::client::features
