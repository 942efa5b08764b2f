#include "sim/matrix/play.hpp"

#include <fmt/format.h>

#include "reference/base/assert.hpp"
#include "sim/matrix/ledger.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::matrix {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kFirstMessage = seconds{2};  // everybody has logged in by then
constexpr Duration kPace = milliseconds{1};     // several are under way at once
constexpr Duration kReturn = seconds{6};        // of a recipient who was away
constexpr Duration kAnswer = seconds{12};
constexpr Duration kAgain = seconds{10};      // a person whose phone gave up tries again
constexpr Duration kPatience = minutes{40};   // back-off and `resume_time` in a row
constexpr Duration kAfterwards = minutes{1};  // what comes late comes then

bool is_cut(Breakage breakage) { return breakage == Breakage::CutUp || breakage == Breakage::CutDown; }

class Play {
 public:
  Play(const Image& image, const Cell& cell, std::uint64_t at, const PlayOptions& options)
      : cell_(cell),
        at_(at),
        town_({.seed = options.seed,
               .breakage = cell.situation.breakage,
               .at = has_points(cell.situation.breakage) && !is_cut(cell.situation.breakage) ? std::optional(at) : std::nullopt,
               .defect = options.defect,
               .memo = options.memo}) {
    image.restore(town_.disk().records());
    for (const auto& [name, credentials] : image.phones) {
      town_.add_phone(name, credentials.copy());
      jids_.emplace(name, credentials.jid);
      if (name == "bob" && cell.situation.recipient == Recipient::Gone) gone_ = true;
      ledger_.add_device(name, credentials.jid);
    }
    if (cell.kind != Kind::Message) ledger_.expect_receipts();
    town_.listen([this](const std::string& phone, const client::Event& event) {
      std::visit([&](const auto& what) { happened(phone, what); }, event);
    });
  }

  Played run() {
    if (is_cut(cell_.situation.breakage)) town_.cut_next(cell_.situation.whose, cell_.situation.breakage, at_);
    connect("alice");
    if (cell_.situation.recipient == Recipient::There) connect("bob");
    if (cell_.situation.companion) connect("tablet");
    if (cell_.kind == Kind::Broadcast) connect("carol");
    for (int i = 0; i < 3; ++i) town_.at(Instant{} + kFirstMessage + i * kPace, [this, i] { send_from_alice(fmt::format("m{}", i)); });
    if (cell_.situation.recipient == Recipient::Away) town_.at(Instant{} + kReturn, [this] { connect("bob"); });
    if (!gone_) town_.at(Instant{} + kAnswer, [this] { send("bob", "alice", "r0"); });
    town_.run_for(kAnswer + kPace);
    while (!is_settled() && town_.now().monotonic < Instant{} + kPatience) town_.run_for(seconds{1});
    town_.run_for(kAfterwards);
    return {struck_ || town_.disk().struck(), faults(), town_.trace_hash()};
  }

 private:
  void connect(const std::string& phone) {
    town_.phone(phone).connect(town_.now());
    town_.poke(phone);
  }

  void send(const std::string& from, const std::string& to, const std::string& id) {
    const std::string body = body_of(id);
    ledger_.sent(from, jids_.at(to), id, body);
    (void)town_.phone(from).send({.to = jids_.at(to), .body = body, .id = id}, town_.now());
    town_.poke(from);
  }

  void send_from_alice(const std::string& id) {
    if (cell_.kind != Kind::Broadcast) return send("alice", "bob", id);
    const std::string body = body_of(id);
    for (const char* to : {"bob", "carol"}) {
      bodies_.emplace(std::pair{jids_.at(to), body}, id + " for " + to);
      ledger_.sent("alice", jids_.at(to), id + " for " + to, body);
    }
    town_.phone("alice").perform(client::SendBroadcast{{jids_.at("bob"), jids_.at("carol")}, body, id}, town_.now());
    town_.poke("alice");
  }

  static std::string body_of(const std::string& id) { return "the body of " + id; }

  // Each message of a broadcast has an id that its sender learns with the answer, which may be later than its recipient gets it. The
  // books know it by its body.
  std::string known_as(const std::string& to, const std::string& id, const std::string& body) {
    const auto one = bodies_.find({to, body});
    if (one == bodies_.end()) return id;
    ids_[id] = one->second;
    return one->second;
  }
  std::string known_as(const std::string& id) const {
    const auto one = ids_.find(id);
    return one == ids_.end() ? id : one->second;
  }

  void happened(const std::string&, const client::BroadcastAccepted& event) {
    for (const auto& message : event.messages) {
      for (const auto& [to_and_body, name] : bodies_) {
        if (to_and_body.first != message.to || to_and_body.second != body_of(event.id)) continue;
        ids_[message.id] = name;
        ledger_.accepted(name);
      }
    }
  }
  void happened(const std::string&, const client::Accepted& event) { ledger_.accepted(event.id); }
  void happened(const std::string& phone, const client::Delivered& event) { ledger_.receipt(phone, known_as(event.id)); }
  void happened(const std::string& phone, const client::MessageReceived& event) {
    ledger_.received(phone, event.from, known_as(jid_of(phone), event.id, event.body), event.body);
  }
  void happened(const std::string& phone, const client::SentElsewhere& event) { ledger_.copied(phone, event.to, event.id, event.body); }
  void happened(const std::string&, const client::Failed& event) {
    if (event.command == "send") ledger_.refused(event.id, event.condition);
    if (event.command == "broadcast") {
      for (const char* to : {"bob", "carol"}) ledger_.refused(event.id + " for " + to, event.condition);
    }
  }
  void happened(const std::string& phone, const client::Offline& event) {
    if (is_cut(cell_.situation.breakage) && phone == cell_.situation.whose && !struck_) struck(phone);
    if (!event.retry_in) town_.at(town_.now().monotonic + kAgain, [this, phone] { connect(phone); });
  }
  template <class Other>
  void happened(const std::string&, const Other&) {}

  void struck(const std::string& phone) {
    struck_ = true;
    if (cell_.situation.away == Duration{}) return;
    town_.refuse(phone);
    town_.at(town_.now().monotonic + cell_.situation.away, [this, phone] { town_.allow(phone); });
  }

  [[nodiscard]] const std::string& jid_of(const std::string& phone) const { return jids_.at(phone); }

  // Entries that wait in mailboxes.
  std::size_t queued() {
    std::size_t count = 0;
    town_.disk().records().visit([&](std::string_view space, ByteView, ByteView) { count += space == "mailbox" ? 1 : 0; });
    return count;
  }

  bool is_settled() { return gone_ ? ledger_.outstanding() == 3 : ledger_.is_settled() && queued() == 0; }

  std::vector<std::string> faults() {
    std::vector<std::string> faults = ledger_.faults();
    if (!gone_) {
      const std::vector<std::string> missing = ledger_.missing();
      faults.insert(faults.end(), missing.begin(), missing.end());
    }
    const std::size_t expected = ledger_.outstanding();
    if (const std::size_t waiting = queued(); waiting != expected) {
      faults.push_back(fmt::format("{} entries are queued where {} wait", waiting, expected));
    }
    return faults;
  }

  Cell cell_;
  std::uint64_t at_;
  Town town_;
  Ledger ledger_;
  std::map<std::string, std::string> jids_;
  std::map<std::pair<std::string, std::string>, std::string> bodies_;  ///< of broadcasts: by addressee and body, the name in the books
  std::map<std::string, std::string> ids_;                             ///< the same by the message's id
  bool gone_ = false;
  bool struck_ = false;
};

}  // namespace

Played play(const Image& image, const Cell& cell, std::uint64_t at, const PlayOptions& options) {
  return Play(image, cell, at, options).run();
}

}  // namespace assay::sim::matrix
