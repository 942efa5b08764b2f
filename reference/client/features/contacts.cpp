// Contact matching (spec chapter 03): numbers, and nothing else of the address book (CON-18), go to the server.

#include "reference/stanza/contacts.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/feature.hpp"

namespace assay::client::features {
namespace {

ContactStatus status_of(stanza::contacts::Status status) {
  switch (status) {
    case stanza::contacts::Status::In: return ContactStatus::In;
    case stanza::contacts::Status::Out: return ContactStatus::Out;
    case stanza::contacts::Status::Invalid: return ContactStatus::Invalid;
  }
  return ContactStatus::Invalid;
}

class ContactMatching final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* match = std::get_if<Match>(&command);
    if (match == nullptr) return false;
    if (session.is_online()) {
      ask(session, *match);
    } else if (session.is_busy()) {
      waiting_.push_back(*match);
    } else {
      session.emit(Failed{"match", "offline", "there is no stream", {}, {}});
    }
    return true;
  }

  void bound(Session& session) override {
    for (const Match& match : std::exchange(waiting_, {})) ask(session, match);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded& end) override {
    for (std::size_t i = std::exchange(waiting_, {}).size(); i > 0; --i) session.emit(Failed{"match", end.condition, end.text, {}, {}});
  }

 private:
  void ask(Session& session, const Match& match) {
    if (match.numbers.size() > session.config().limits.contacts_per_request) {
      return session.emit(Failed{"match", "not-acceptable", "too many numbers for one request", {}, {}});
    }
    stanza::contacts::Sync sync;
    sync.mode = match.delta ? stanza::contacts::Mode::Delta : stanza::contacts::Mode::Full;
    sync.region = match.region;
    sync.numbers = match.numbers;
    session.request("set", sync.write(), [numbers = match.numbers](Session& s, const Answer& answer) { answered(s, numbers, answer); });
  }

  static void answered(Session& session, const std::vector<std::string>& numbers, const Answer& answer) {
    if (!answer) return session.emit(failed("match", answer.error()));
    const auto* payload = answer->find_child(stanza::contacts::kNs, "matches");
    const auto matches = payload != nullptr ? stanza::contacts::Matches::parse(*payload) : std::nullopt;
    if (!matches) return session.emit(Failed{"match", "bad-answer", "the server's answer is no list of matches", {}, {}});
    Contacts contacts;
    for (const auto& match : matches->matches) {
      // What we did not ask for is no answer to us.
      if (std::find(numbers.begin(), numbers.end(), match.number) == numbers.end()) continue;
      contacts.contacts.push_back({match.number, status_of(match.status), match.jid});
    }
    session.emit(std::move(contacts));
  }

  std::vector<Match> waiting_;  // for the stream that is being made
};

}  // namespace

std::unique_ptr<Feature> contacts() { return std::make_unique<ContactMatching>(); }

}  // namespace assay::client::features
