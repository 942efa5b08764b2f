#include "sim/matrix/play.hpp"

#include <fmt/format.h>

#include "reference/base/assert.hpp"
#include "sim/matrix/clerk.hpp"
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
        clerk_(cell.kind),
        town_({.seed = options.seed,
               .breakage = cell.situation.breakage,
               .at = has_points(cell.situation.breakage) && !is_cut(cell.situation.breakage) ? std::optional(at) : std::nullopt,
               .defect = options.defect,
               .memo = options.memo}) {
    image.restore(town_.disk().records());
    for (const auto& [name, credentials] : image.phones) {
      town_.add_phone(name, credentials.copy());
      if (name == "bob" && cell.situation.recipient == Recipient::Gone) gone_ = true;
      clerk_.add_phone(name, credentials.jid);
    }
    town_.listen([this](const std::string& phone, const client::Event& event) {
      clerk_.hears(phone, event);
      if (const auto* offline = std::get_if<client::Offline>(&event)) went_offline(phone, *offline);
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
    clerk_.sends(from, to, id);
    (void)town_.phone(from).send({.to = clerk_.jid_of(to), .body = Clerk::body_of(id), .id = id}, town_.now());
    town_.poke(from);
  }

  void send_from_alice(const std::string& id) {
    if (cell_.kind != Kind::Broadcast) return send("alice", "bob", id);
    clerk_.broadcasts("alice", {"bob", "carol"}, id);
    town_.phone("alice").perform(client::SendBroadcast{{clerk_.jid_of("bob"), clerk_.jid_of("carol")}, Clerk::body_of(id), id},
                                 town_.now());
    town_.poke("alice");
  }

  void went_offline(const std::string& phone, const client::Offline& event) {
    if (is_cut(cell_.situation.breakage) && phone == cell_.situation.whose && !struck_) struck(phone);
    if (!event.retry_in) town_.at(town_.now().monotonic + kAgain, [this, phone] { connect(phone); });
  }

  void struck(const std::string& phone) {
    struck_ = true;
    if (cell_.situation.away == Duration{}) return;
    town_.refuse(phone);
    town_.at(town_.now().monotonic + cell_.situation.away, [this, phone] { town_.allow(phone); });
  }

  // Entries that wait in mailboxes.
  std::size_t queued() {
    std::size_t count = 0;
    town_.disk().records().visit([&](std::string_view space, ByteView, ByteView) { count += space == "mailbox" ? 1 : 0; });
    return count;
  }

  bool is_settled() { return gone_ ? clerk_.ledger().outstanding() == 3 : clerk_.ledger().is_settled() && queued() == 0; }

  std::vector<std::string> faults() {
    std::vector<std::string> faults = clerk_.ledger().faults();
    if (!gone_) {
      const std::vector<std::string> missing = clerk_.ledger().missing();
      faults.insert(faults.end(), missing.begin(), missing.end());
    }
    const std::size_t expected = clerk_.ledger().outstanding();
    if (const std::size_t waiting = queued(); waiting != expected) {
      faults.push_back(fmt::format("{} entries are queued where {} wait", waiting, expected));
    }
    return faults;
  }

  Cell cell_;
  std::uint64_t at_;
  Clerk clerk_;
  Town town_;
  bool gone_ = false;
  bool struck_ = false;
};

}  // namespace

Played play(const Image& image, const Cell& cell, std::uint64_t at, const PlayOptions& options) {
  return Play(image, cell, at, options).run();
}

}  // namespace assay::sim::matrix
