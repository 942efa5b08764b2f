// Who is typing or recording (XEP-0085 and its like; spec chapter 04): told to contacts alone, and believed for ten seconds (MSG-17b),
// since the word that it is over may be lost.

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/incoming.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

constexpr const char* kChatStates = "http://jabber.org/protocol/chatstates";
constexpr Duration kBelieved = std::chrono::seconds{10};

/// "composing", "recording", "paused"; "" where the message says nothing of the kind.
std::string activity_in(const xml::Element& message) {
  for (const xml::Element* child : message.children()) {
    if (child->is(stanza::kMessageNs, "recording")) return "recording";
    if (child->ns() == kChatStates) return child->local() == "composing" ? "composing" : "paused";
  }
  return {};
}

bool is_content(const xml::Element& message) { return message.find_child(xml::ns::kClient, "body") != nullptr; }

class Activities final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* tell = std::get_if<TellActivity>(&command);
    if (tell == nullptr) return false;
    const auto to = jid::Jid::parse(tell->to);
    const bool known = tell->activity == "composing" || tell->activity == "recording" || tell->activity == "paused";
    if (!to || !known) {
      session.emit(Failed{"activity", to ? "bad-request" : "jid-malformed", {}, {}, {}});
    } else if (session.is_online() && session.contacts().sees_us(*to)) {
      const bool recording = tell->activity == "recording";
      xml::Element message(xml::ns::kClient, "message");
      message.set_attribute("type", "chat").set_attribute("to", to->bare().text()).set_attribute("id", session.random().token(kIdOctets));
      message.append(recording ? stanza::kMessageNs : kChatStates, tell->activity);
      session.send(message);
    }
    return true;
  }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override { until_.clear(); }

  bool element(Session& session, const xml::Element& element) override {
    const auto type = element.attribute("type");
    if (!element.is(xml::ns::kClient, "message") || type == "error" || type == "groupchat") return false;
    const auto from = jid::Jid::parse(element.attribute("from"));
    if (!from || !session.address() || from->bare() == session.address()->bare()) return false;
    const std::string who = from->bare().text();
    if (is_content(element)) {  // whoever has said it has stopped to write it
      until_.erase(who);
      return false;
    }
    const std::string activity = activity_in(element);
    if (activity.empty()) return false;
    acknowledge_entry(session, element);
    take(session, who, activity);
    return true;
  }

  void timer(Session& session) override {
    for (auto next = until_.begin(); next != until_.end();) {
      if (next->second > session.now().monotonic) {
        ++next;
      } else {
        session.emit(Activity{next->first, "paused"});
        next = until_.erase(next);
      }
    }
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    std::optional<Instant> first;
    for (const auto& [who, until] : until_) first = first ? std::min(*first, until) : until;
    return first;
  }

 private:
  void take(Session& session, const std::string& who, const std::string& activity) {
    const bool active = activity != "paused";
    if (active && until_.count(who) == 0 && until_.size() >= session.config().limits.roster_items) return;
    if (active) {
      until_[who] = session.now().monotonic + kBelieved;
    } else if (until_.erase(who) == 0) {
      return;
    }
    session.emit(Activity{who, activity});
  }

  std::map<std::string, Instant> until_;
};

}  // namespace

std::unique_ptr<Feature> activity() { return std::make_unique<Activities>(); }

}  // namespace assay::client::features
