// Contact matching (spec chapter 03): numbers, and nothing else of the address book (CON-18), go to the server, once the user has agreed
// (CON-17), one request at a time, in chunks, and no sooner than the server asks for (CON-19). Edits are gathered before they go.

#include "reference/stanza/contacts.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <set>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/incoming.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

using stanza::contacts::Chunk;
using stanza::contacts::Matches;
using stanza::contacts::Mode;
using stanza::contacts::Sync;

constexpr Duration kGathering = std::chrono::seconds{30};  // CON-19b
constexpr std::size_t kWaitingJobs = 1'000;

ContactStatus status_of(stanza::contacts::Status status) {
  switch (status) {
    case stanza::contacts::Status::In: return ContactStatus::In;
    case stanza::contacts::Status::Out: return ContactStatus::Out;
    case stanza::contacts::Status::Invalid: break;
  }
  return ContactStatus::Invalid;
}

// What one command asks for, request by request.
struct Job {
  Mode mode = Mode::Delta;
  std::string region;
  std::vector<std::string> numbers;
  std::vector<std::string> removed;
  std::string list;      // id of a full list that needs several requests, or ""
  std::size_t done = 0;  // numbers that were answered
  std::size_t gone = 0;  // and of `removed`
  std::uint64_t chunk = 0;
  Contacts answers;

  // The next request, of at most so many numbers.
  [[nodiscard]] Sync next(std::size_t most, const std::string& cursor) const {
    Sync sync;
    sync.mode = mode;
    sync.region = region;
    const std::size_t removals = std::min(most, removed.size() - gone);
    sync.removed.assign(removed.begin() + static_cast<std::ptrdiff_t>(gone),
                        removed.begin() + static_cast<std::ptrdiff_t>(gone + removals));
    const std::size_t count = std::min(most - removals, numbers.size() - done);
    sync.numbers.assign(numbers.begin() + static_cast<std::ptrdiff_t>(done), numbers.begin() + static_cast<std::ptrdiff_t>(done + count));
    if (!list.empty()) sync.chunk = Chunk{list, chunk, done + count == numbers.size()};
    if (mode == Mode::Delta && !cursor.empty()) sync.cursor = cursor;
    return sync;
  }
  void advance(const Sync& sync) {
    done += sync.numbers.size();
    gone += sync.removed.size();
    ++chunk;
  }
  [[nodiscard]] bool is_done() const { return done == numbers.size() && gone == removed.size(); }
};

class ContactMatching final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* match = std::get_if<Match>(&command)) {
      Job job{match->delta ? Mode::Delta : Mode::Full, match->region, match->numbers, {}, {}, 0, 0, 0, {}};
      remember(session, job);
      add(session, std::move(job));
    } else if (const auto* edit = std::get_if<EditContacts>(&command)) {
      gather(session, *edit);
    } else if (const auto* consent = std::get_if<AllowUpload>(&command)) {
      allow(session, consent->allowed);
    } else {
      return false;
    }
    return true;
  }

  bool element(Session& session, const xml::Element& element) override {
    const auto* child = element.is(xml::ns::kClient, "message") ? element.find_child(stanza::contacts::kNs, "contact-joined") : nullptr;
    const auto joined = child != nullptr ? stanza::contacts::Joined::parse(*child) : std::nullopt;
    const auto from = jid::Jid::parse(element.attribute("from"));
    // CON-11: of the server alone. What anybody else says of joining is a message without a body, for whoever takes messages.
    if (!joined || !from || !from->is_domain() || from->domain() != session.config().domain) return false;
    take_notice(session, element, ContactJoined{joined->jid});
    return true;
  }

  void bound(Session& session) override { resumed(session); }
  void resumed(Session& session) override {
    send_edits(session);
    go_on(session);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded& end) override {
    asking_ = false;
    asked_for_consent_ = false;
    for (std::size_t i = std::exchange(jobs_, {}).size(); i > 0; --i) session.emit(Failed{"match", end.condition, end.text, {}, {}});
  }

  void timer(Session& session) override {
    if (gather_until_ && *gather_until_ <= session.now().monotonic) {
      gather_until_.reset();
      edits_due_ = true;
      send_edits(session);
    }
    if (not_before_ && *not_before_ <= session.now().monotonic) {
      not_before_.reset();
      go_on(session);
    }
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    if (!gather_until_ || !not_before_) return gather_until_ ? gather_until_ : not_before_;
    return std::min(*gather_until_, *not_before_);
  }

 private:
  static void remember(Session& session, const Job& job) {
    auto& numbers = session.contact_memory().numbers;
    if (job.mode == Mode::Full) numbers.clear();
    for (const std::string& number : job.numbers) {
      if (numbers.size() < session.config().limits.contact_numbers) numbers.insert(number);
    }
  }

  void gather(Session& session, const EditContacts& edit) {
    auto& numbers = session.contact_memory().numbers;
    for (const std::string& number : edit.added) {
      if (numbers.size() >= session.config().limits.contact_numbers) break;
      numbers.insert(number);
      added_.insert(number);
      removed_.erase(number);
    }
    for (const std::string& number : edit.removed) {
      numbers.erase(number);
      // What was uploaded earlier must be taken back; what only waits need not go.
      if (added_.erase(number) == 0 && removed_.size() < session.config().limits.contact_numbers) removed_.insert(number);
    }
    if (!gather_until_ && !edits_due_) gather_until_ = session.now().monotonic + kGathering;
  }

  // What is edited while there is no stream waits for one.
  void send_edits(Session& session) {
    if (!edits_due_ || !session.is_online()) return;
    edits_due_ = false;
    Job job{Mode::Delta, {}, {added_.begin(), added_.end()}, {removed_.begin(), removed_.end()}, {}, 0, 0, 0, {}};
    added_.clear();
    removed_.clear();
    add(session, std::move(job));
  }

  void allow(Session& session, bool allowed) {
    session.contact_memory().may_upload = allowed;
    asked_for_consent_ = false;
    if (allowed) return go_on(session);
    for (std::size_t i = std::exchange(jobs_, {}).size(); i > 0; --i) {
      session.emit(Failed{"match", "not-allowed", "the address book stays here", {}, {}});
    }
  }

  void add(Session& session, Job job) {
    if (!session.is_online() && !session.is_busy()) return session.emit(Failed{"match", "offline", "there is no stream", {}, {}});
    if (jobs_.size() >= kWaitingJobs) return session.emit(Failed{"match", "resource-constraint", "too many requests wait", {}, {}});
    if (job.mode == Mode::Full && job.numbers.size() > session.config().limits.contacts_per_request)
      job.list = session.random().token(kIdOctets);
    jobs_.push_back(std::move(job));
    go_on(session);
  }

  void go_on(Session& session) {
    if (jobs_.empty() || asking_ || not_before_ || !session.is_online()) return;
    if (!session.contact_memory().may_upload) {
      if (!std::exchange(asked_for_consent_, true)) session.emit(ConsentNeeded{});
      return;
    }
    asking_ = true;
    Sync sync = jobs_.front().next(session.config().limits.contacts_per_request, session.contact_memory().cursor);
    session.request("set", sync.write(), [this, sync](Session& s, const Answer& answer) { answered(s, sync, answer); });
  }

  void answered(Session& session, const Sync& sync, const Answer& answer) {
    asking_ = false;
    if (jobs_.empty()) return;
    if (!answer) return refused(session, answer.error());
    const auto* payload = answer->find_child(stanza::contacts::kNs, "matches");
    const auto matches = payload != nullptr ? Matches::parse(*payload) : std::nullopt;
    if (!matches) {
      jobs_.pop_front();
      session.emit(Failed{"match", "bad-answer", "the server's answer is no list of matches", {}, {}});
      return go_on(session);
    }
    take(session, sync, *matches);
    go_on(session);
  }

  void take(Session& session, const Sync& sync, const Matches& matches) {
    Job& job = jobs_.front();
    for (const auto& match : matches.matches) {
      // What we did not ask for is no answer to us.
      if (std::find(sync.numbers.begin(), sync.numbers.end(), match.number) == sync.numbers.end()) continue;
      job.answers.contacts.push_back({match.number, status_of(match.status), match.jid});
    }
    for (const auto& change : matches.changes) session.emit(ContactChanged{change.jid, status_of(change.status)});
    if (matches.cursor) session.contact_memory().cursor = *matches.cursor;
    job.advance(sync);
    if (!job.is_done()) return;
    Contacts answers = std::move(job.answers);
    jobs_.pop_front();
    session.emit(std::move(answers));
  }

  // CON-19a: the server's wait, and a little more, so that not all come back at once. The request is kept.
  void refused(Session& session, const RequestFault& fault) {
    if (fault.condition == "disconnected") return;  // stream_ended() follows, or the next stream
    session.emit(failed("match", fault));
    if (fault.condition == "full-sync-required") return send_whole(session);
    if (!fault.retry_after) {
      jobs_.pop_front();
      return go_on(session);
    }
    const auto most = static_cast<std::uint64_t>((*fault.retry_after / 10 + std::chrono::seconds{1}).count());
    not_before_ = session.now().monotonic + *fault.retry_after + Duration{static_cast<Duration::rep>(session.random().below(most))};
  }

  // CON-08b: instead of the delta, which has become part of the book.
  void send_whole(Session& session) {
    ContactMemory& memory = session.contact_memory();
    memory.cursor.clear();
    const std::string region = jobs_.front().region;
    jobs_.pop_front();
    add(session, Job{Mode::Full, region, {memory.numbers.begin(), memory.numbers.end()}, {}, {}, 0, 0, 0, {}});
  }

  std::deque<Job> jobs_;  // the first is under way if asking_
  bool asking_ = false;
  bool asked_for_consent_ = false;
  std::optional<Instant> not_before_;  // the server wants to be left alone
  std::set<std::string> added_;        // edits that are gathered
  std::set<std::string> removed_;
  std::optional<Instant> gather_until_;
  bool edits_due_ = false;  // they have been gathered for long enough
};

}  // namespace

std::unique_ptr<Feature> contacts() { return std::make_unique<ContactMatching>(); }

}  // namespace assay::client::features
