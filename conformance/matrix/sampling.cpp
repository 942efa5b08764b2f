#include "conformance/matrix/sampling.hpp"

#include <map>
#include <tuple>

#include <fmt/format.h>

#include "conformance/matrix/field.hpp"
#include "reference/base/random_source.hpp"
#include "sim/matrix/clerk.hpp"

namespace assay::conformance::matrix {
namespace {

using sim::matrix::Breakage;
using sim::matrix::Cell;
using sim::matrix::Clerk;
using sim::matrix::Kind;
using sim::matrix::Recipient;
using std::chrono::seconds;

constexpr Duration kSamplingPatience = seconds{60};  // bounds on liveness, never what decides
constexpr Duration kAgain = seconds{1};      // a person whose phone gave up tries again
constexpr const char* kCode = "135790";      // of the numbers that the target keeps for tests

bool is_crash(Breakage breakage) { return breakage == Breakage::CrashBehind; }

/// Octets of a play in which nothing breaks.
struct Extent {
  std::map<std::pair<std::string, Gate::Direction>, std::uint64_t> passed;
  std::uint64_t all = 0;
};

class Play {
 public:
  Play(Field& field, const Cell& cell, std::size_t number) : field_(field), cell_(cell), number_(number), clerk_(cell.kind) {
    field_.listen([this](const std::string& phone, const client::Event& event) { heard(phone, event); });
  }
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;
  ~Play() {
    field_.listen({});
    field_.remove_phones();
    field_.gate().reset();
    field_.gate().allow(cell_.situation.whose);
  }

  [[nodiscard]] bool struck() const { return struck_; }

  /// The books, or what kept the play from beginning.
  std::vector<std::string> run(std::uint64_t at) {
    if (!field_.wait([this] { return field_.is_up(); }, kSamplingPatience)) return {"the server does not come back"};
    if (!register_all()) return {"the phones could not be made ready: " + last_failure_};
    field_.gate().reset();
    arm(at);
    begun_ = true;
    for (const std::string& name : names()) {
      if (name != "bob" || cell_.situation.recipient == Recipient::There) connect(name);
    }
    (void)field_.wait([this] { return all_online(); }, kSamplingPatience);
    for (int i = 0; i < 3; ++i) send_from_alice(fmt::format("p{}m{}", number_, i));
    if (!all_online({"bob"})) {
      // Away: he comes when everything is accepted, or refused.
      (void)field_.wait([this] { return field_.phone("alice").unaccepted().empty() && is_answered(); }, kSamplingPatience);
      connect("bob");
    }
    (void)field_.wait([this] { return all_online({"bob"}); }, kSamplingPatience);
    send("bob", "alice", fmt::format("p{}r0", number_));
    (void)field_.wait([this] { return clerk_.ledger().is_settled(); }, kSamplingPatience);
    settle_server();
    std::vector<std::string> faults = clerk_.ledger().faults();
    const std::vector<std::string> missing = clerk_.ledger().missing();
    faults.insert(faults.end(), missing.begin(), missing.end());
    if (!field_.fault().empty()) faults.push_back(field_.fault());
    return faults;
  }

  /// How many octets went through until everybody had everything.
  [[nodiscard]] const Extent& extent() const { return extent_; }

 private:
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names = {"alice", "bob"};
    if (cell_.kind == Kind::Broadcast) names.emplace_back("carol");
    if (cell_.situation.companion) names.emplace_back("tablet");
    return names;
  }

  [[nodiscard]] bool all_online(const std::vector<std::string>& which) const {
    for (const std::string& name : which) {
      if (!field_.phone(name).is_online()) return false;
    }
    return true;
  }
  [[nodiscard]] bool all_online() const {
    std::vector<std::string> present = names();
    if (cell_.situation.recipient != Recipient::There) std::erase(present, "bob");
    return all_online(present);
  }
  [[nodiscard]] bool is_answered() const { return answered_ >= 3; }

  // --- before it begins ---------------------------------------------------------------------------------------------------------------

  bool register_all() {
    std::map<std::string, std::string> numbers;
    for (const std::string& name : names()) {
      if (const auto added = field_.add_phone(name); !added) return failed(added.error());
      if (name == "tablet") continue;
      numbers[name] = fmt::format("+1999{:07}", (1'000 + number_) * 1'000 + numbers.size() + 1);
      if (!register_phone(name, numbers[name])) return false;
      clerk_.add_phone(name, field_.phone(name).credentials().jid);
    }
    if (cell_.kind != Kind::Message) {
      for (const auto& [name, number] : numbers) {
        if (name != "alice" && !(match("alice", number) && match(name, numbers.at("alice")))) return false;
      }
    }
    if (cell_.situation.companion && !link()) return false;
    for (const std::string& name : names()) {
      field_.phone(name).disconnect(field_.now());
      field_.poke(name);
      if (!field_.wait([&] { return field_.phone(name).is_idle(); }, kSamplingPatience)) return failed(name + " does not go");
    }
    return true;
  }

  bool failed(const std::string& why) {
    if (last_failure_.empty()) last_failure_ = why;
    return false;
  }

  bool register_phone(const std::string& name, const std::string& number) {
    client::Client& phone = field_.phone(name);
    asked_ = false;
    phone.register_number({number}, field_.now());
    field_.poke(name);
    if (!field_.wait([this] { return asked_ || !last_failure_.empty(); }, kSamplingPatience) || !asked_) return failed("no code for " + name);
    phone.verify(kCode, field_.now());
    field_.poke(name);
    if (!field_.wait([&] { return phone.is_online() || !last_failure_.empty(); }, kSamplingPatience)) return failed(name + " is not registered");
    return phone.is_online();
  }

  bool match(const std::string& name, const std::string& number) {
    matched_ = false;
    field_.phone(name).allow_upload(true, field_.now());
    field_.phone(name).match({{number}, true, {}}, field_.now());
    field_.poke(name);
    return field_.wait([this] { return matched_; }, kSamplingPatience) || failed(name + " matches nobody");
  }

  bool link() {
    field_.phone("tablet").perform(client::BecomeCompanion{}, field_.now());
    field_.poke("tablet");
    if (!field_.wait([this] { return !companion_key_.empty(); }, kSamplingPatience)) return failed("the tablet shows no key");
    field_.phone("bob").perform(client::LinkDevice{companion_key_, "tablet"}, field_.now());
    field_.poke("bob");
    if (!field_.wait([this] { return field_.phone("tablet").is_online(); }, kSamplingPatience)) return failed("the tablet is not linked");
    clerk_.add_phone("tablet", field_.phone("tablet").credentials().jid);
    return true;
  }

  // --- while it goes on ---------------------------------------------------------------------------------------------------------------

  void arm(std::uint64_t at) {
    const Breakage breakage = cell_.situation.breakage;
    if (breakage == Breakage::CutUp) field_.gate().cut_at(cell_.situation.whose, Gate::Direction::Up, at);
    if (breakage == Breakage::CutDown) field_.gate().cut_at(cell_.situation.whose, Gate::Direction::Down, at);
    if (is_crash(breakage)) {
      field_.gate().call_at(at, [this] {
        struck_ = true;
        field_.after({}, [field = &field_] { field->crash(); });  // from the loop: the gate is in the middle of something
      });
    }
  }

  void connect(const std::string& name) {
    field_.phone(name).connect(field_.now());
    field_.poke(name);
  }

  void send(const std::string& from, const std::string& to, const std::string& id) {
    clerk_.sends(from, to, id);
    (void)field_.phone(from).send({.to = clerk_.jid_of(to), .body = Clerk::body_of(id), .id = id}, field_.now());
    field_.poke(from);
  }

  void send_from_alice(const std::string& id) {
    if (cell_.kind != Kind::Broadcast) return send("alice", "bob", id);
    clerk_.broadcasts("alice", {"bob", "carol"}, id);
    field_.phone("alice").perform(client::SendBroadcast{{clerk_.jid_of("bob"), clerk_.jid_of("carol")}, Clerk::body_of(id), id},
                                  field_.now());
    field_.poke("alice");
  }

  void heard(const std::string& phone, const client::Event& event) {
    if (std::holds_alternative<client::CodeRequested>(event)) asked_ = true;
    if (std::holds_alternative<client::Contacts>(event)) matched_ = true;
    if (const auto* shown = std::get_if<client::CompanionKey>(&event)) companion_key_ = shown->key;
    if (!begun_) {
      const auto* failure = std::get_if<client::Failed>(&event);
      if (failure) last_failure_ = phone + ": " + failure->command + ": " + failure->condition;
      return;
    }
    clerk_.hears(phone, event);
    if (phone == "alice" && is_answer(event)) ++answered_;
    if (const auto* offline = std::get_if<client::Offline>(&event)) went_offline(phone, *offline);
  }

  static bool is_answer(const client::Event& event) {
    return std::holds_alternative<client::Accepted>(event) || std::holds_alternative<client::BroadcastAccepted>(event) ||
           std::holds_alternative<client::Failed>(event);
  }

  void went_offline(const std::string& phone, const client::Offline& event) {
    const bool cut = cell_.situation.breakage == Breakage::CutUp || cell_.situation.breakage == Breakage::CutDown;
    if (cut && phone == cell_.situation.whose && !struck_) strike(phone);
    if (!event.retry_in)
      field_.after(kAgain, [this, phone, alive = std::weak_ptr<const bool>(alive_)] {
        if (!alive.expired()) connect(phone);
      });
  }

  // Whose session shall be lost stays away until the server's clock is beyond `resume_time`.
  void strike(const std::string& phone) {
    struck_ = true;
    if (cell_.situation.away == Duration{}) return;
    field_.gate().refuse(phone);
    is_advancing_ = true;
    field_.pass_on_server(cell_.situation.away, [this, field = &field_, phone, alive = std::weak_ptr<const bool>(alive_)] {
      field->gate().allow(phone);
      if (!alive.expired()) is_advancing_ = false;
    });
  }

  void measure() {
    for (const std::string& name : names()) {
      for (const auto direction : {Gate::Direction::Up, Gate::Direction::Down}) {
        extent_.passed[{name, direction}] = field_.gate().passed(name, direction);
      }
    }
    extent_.all = field_.gate().passed();
  }

  // Nothing strikes any more, and who is away comes back. What the phones have acknowledged may not be committed: a round trip of each says
  // that it is.
  void settle_server() {
    measure();
    field_.gate().reset();
    (void)field_.wait([this] { return !is_advancing_ && field_.is_up() && all_online(names()); }, kSamplingPatience);
    std::size_t synced = 0;
    field_.listen([&](const std::string& phone, const client::Event& event) {
      heard(phone, event);
      synced += std::holds_alternative<client::Synced>(event) ? 1 : 0;
    });
    for (const std::string& name : names()) {
      field_.phone(name).sync("end", field_.now());
      field_.poke(name);
    }
    (void)field_.wait([&] { return synced >= names().size(); }, kSamplingPatience);
    field_.listen([this](const std::string& phone, const client::Event& event) { heard(phone, event); });
  }

  Field& field_;
  Cell cell_;
  std::size_t number_;
  Clerk clerk_;
  std::shared_ptr<const bool> alive_ = std::make_shared<bool>(true);
  bool asked_ = false;
  bool matched_ = false;
  std::string companion_key_;
  std::string last_failure_;
  bool begun_ = false;
  bool struck_ = false;
  bool is_advancing_ = false;  ///< the server's clock
  std::size_t answered_ = 0;
  Extent extent_;
};

class Sampler {
 public:
  Sampler(Field& field, const SampleOptions& options, const std::function<void(const LivePlay&)>& report)
      : field_(field), options_(options), report_(report), draws_(options.seed, "matrix/sample") {}

  Sample run() {
    for (std::size_t i = 0; i < options_.plays; ++i) play(options_.cells[draws_.below(options_.cells.size())]);
    return std::move(sample_);
  }

 private:
  void play(const Cell& cell) {
    LivePlay done{.cell = cell, .faults = {}};
    if (sim::matrix::has_points(cell.situation.breakage)) {
      done.of = octets_of(cell);
      done.at = 1 + draws_.below(std::max<std::uint64_t>(1, done.of));
    }
    const Instant began = field_.now().monotonic;
    Play one(field_, cell, ++number_);
    done.faults = one.run(done.at);
    done.struck = one.struck();
    done.took = field_.now().monotonic - began;
    report_(done);
    sample_.plays.push_back(std::move(done));
  }

  // How far it can strike, from a play of the same in which nothing does.
  std::uint64_t octets_of(const Cell& cell) {
    const std::tuple which(cell.kind, cell.situation.recipient, cell.situation.companion);
    if (!extents_.contains(which)) {
      Cell calm = cell;
      calm.situation.breakage = Breakage::None;
      calm.situation.name = fmt::format("nothing breaks, as measure of '{}'", cell.situation.name);
      Play one(field_, calm, ++number_);
      LivePlay done{.cell = calm, .faults = one.run(0)};
      extents_[which] = one.extent();
      report_(done);
      sample_.plays.push_back(std::move(done));
    }
    const Extent& extent = extents_.at(which);
    if (is_crash(cell.situation.breakage)) return extent.all;
    const auto direction = cell.situation.breakage == Breakage::CutUp ? Gate::Direction::Up : Gate::Direction::Down;
    return extent.passed.at({cell.situation.whose, direction});
  }

  Field& field_;
  const SampleOptions& options_;
  const std::function<void(const LivePlay&)>& report_;
  KeyedRandom draws_;
  std::map<std::tuple<Kind, Recipient, bool>, Extent> extents_;
  std::size_t number_ = 0;
  Sample sample_;
};

}  // namespace

std::vector<Cell> live_cells() {
  std::vector<Cell> cells = sim::matrix::all_cells();
  std::erase_if(cells, [](const Cell& cell) {
    const Breakage breakage = cell.situation.breakage;
    return breakage == Breakage::DiskFull || breakage == Breakage::CrashBefore;
  });
  constexpr std::string_view kCrash = "crash behind commit";
  for (Cell& cell : cells) {
    const std::size_t at = cell.situation.name.find(kCrash);
    if (at != std::string::npos) cell.situation.name.replace(at, kCrash.size(), "kill -9");
  }
  return cells;
}

Result<Sample, std::string> sample(const live::TargetFile& target, const SampleOptions& options,
                                   const std::function<void(const LivePlay&)>& report) {
  auto field = Field::open(target, options.defect);
  if (!field) return fail(field.error());
  Sample all = Sampler(**field, options, report).run();
  const auto queued = (*field)->stop_and_count_mailboxes();
  if (!queued) return fail(queued.error());
  all.queued = *queued;
  return all;
}

}  // namespace assay::conformance::matrix
