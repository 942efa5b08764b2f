#include "conformance/sabotage/sabotage.hpp"

#include "conformance/relay/interposed.hpp"
#include "conformance/sabotage/lying_media_host.hpp"

namespace assay::conformance::sabotage {
namespace {

class OverheardRandom final : public RandomSource {
 public:
  OverheardRandom(RandomSource& sound, defects::OverhearingStore& by) : sound_(sound), by_(by) {}

  void fill(void* out, std::size_t size) override {
    sound_.fill(out, size);
    by_.overhear({static_cast<const char*>(out), size});
  }

 private:
  RandomSource& sound_;
  defects::OverhearingStore& by_;
};

class OverheardServer final : public Machine {
 public:
  OverheardServer(Machine& sound, defects::OverhearingStore& by) : sound_(sound), by_(by) {}

  void handle(Conn conn, const Event& event, const Now& now) override {
    if (const auto* received = std::get_if<Received>(&event)) by_.overhear(received->bytes);
    sound_.handle(conn, event, now);
  }
  void timer(const Now& now) override { sound_.timer(now); }
  void end_turn(const Now& now) override { sound_.end_turn(now); }
  // Behind the turn's commit.
  std::optional<Action> next_action() override {
    std::optional<Action> action = sound_.next_action();
    if (const auto* send = action ? std::get_if<Send>(&*action) : nullptr) {
      by_.overhear(send->bytes);
      by_.keep();
    }
    return action;
  }
  std::optional<Instant> next_deadline() const override { return sound_.next_deadline(); }

 private:
  Machine& sound_;
  defects::OverhearingStore& by_;
};

class LyingSms final : public server::SmsSink {
 public:
  LyingSms(server::SmsSink& sound, std::function<std::vector<defects::SentCode>(defects::SentCode)> change)
      : sound_(sound), change_(std::move(change)) {}

  // A provider that does not get a code is no provider that refuses it: the server is told what it would be told of a sound one.
  bool deliver(const server::Sms& sms) override {
    bool all = true;
    for (const defects::SentCode& code : change_({sms.to, sms.code})) all = sound_.deliver({code.to, sms.method, code.code}) && all;
    return all;
  }

 private:
  server::SmsSink& sound_;
  std::function<std::vector<defects::SentCode>(defects::SentCode)> change_;
};

// The same seam: what a code is to a number, a wake-up's secret is to a node.
class LyingPush final : public server::PushSink {
 public:
  LyingPush(server::PushSink& sound, std::function<std::vector<defects::SentCode>(defects::SentCode)> change)
      : sound_(sound), change_(std::move(change)) {}

  void send(const server::WakeUp& wake_up) override {
    for (const defects::SentCode& said : change_({wake_up.node, wake_up.secret})) {
      sound_.send({wake_up.number, wake_up.service, said.to, said.code});
    }
  }
  std::vector<server::WakeUpResult> take_results() override { return sound_.take_results(); }

 private:
  server::PushSink& sound_;
  std::function<std::vector<defects::SentCode>(defects::SentCode)> change_;
};

class Misclocked final : public Machine {
 public:
  Misclocked(Machine& sound, std::function<WallTime(WallTime)> shown) : sound_(sound), shown_(std::move(shown)) {}

  void handle(Conn conn, const Event& event, const Now& now) override { sound_.handle(conn, event, seen(now)); }
  void timer(const Now& now) override { sound_.timer(seen(now)); }
  void end_turn(const Now& now) override { sound_.end_turn(seen(now)); }
  std::optional<Action> next_action() override { return sound_.next_action(); }
  std::optional<Instant> next_deadline() const override { return sound_.next_deadline(); }

 private:
  Now seen(const Now& now) { return {now.monotonic, shown_(now.wall)}; }

  Machine& sound_;
  std::function<WallTime(WallTime)> shown_;
};

}  // namespace

std::unique_ptr<store::Store> Sabotage::store(std::unique_ptr<store::Store> sound) {
  if (!defect_ || !defect_->store) return sound;
  std::unique_ptr<store::Store> lying = defect_->store(std::move(sound));
  overhearing_ = dynamic_cast<defects::OverhearingStore*>(lying.get());
  return lying;
}

Limits Sabotage::limits(const Limits& sound) const { return defect_ && defect_->limits ? defect_->limits(sound) : sound; }

RandomSource& Sabotage::random(RandomSource& sound) {
  const bool overheard = overhearing_ && overhearing_->what() == defects::Overheard::Draws;
  if (!defect_ || (!defect_->random && !overheard)) return sound;
  random_ = overheard ? std::make_unique<OverheardRandom>(sound, *overhearing_) : defect_->random(sound);
  return *random_;
}

server::SmsSink& Sabotage::sms(server::SmsSink& sound) {
  if (!defect_ || !defect_->sms) return sound;
  sms_ = std::make_unique<LyingSms>(sound, defect_->sms());
  return *sms_;
}

server::PushSink& Sabotage::push(server::PushSink& sound) {
  if (!defect_ || !defect_->sms) return sound;
  push_ = std::make_unique<LyingPush>(sound, defect_->sms());
  return *push_;
}

Machine& Sabotage::server(Machine& sound) {
  if (overhearing_ && overhearing_->what() == defects::Overheard::Octets) {
    machine_ = std::make_unique<OverheardServer>(sound, *overhearing_);
  } else if (defect_ && defect_->clock) {
    machine_ = std::make_unique<Misclocked>(sound, defect_->clock());
  } else {
    return sound;
  }
  return *machine_;
}

const defects::MediaLies* Sabotage::media_lies() {
  if (!defect_ || !defect_->media) return nullptr;
  if (!media_lies_) media_lies_ = defect_->media();
  return &*media_lies_;
}

media::Shelf& Sabotage::shelf(media::Shelf& sound) {
  const defects::MediaLies* lies = media_lies();
  if (!lies || !lies->shelf) return sound;
  shelf_ = lies->shelf(sound);
  return *shelf_;
}

media::HostBounds Sabotage::media_bounds(media::HostBounds sound) {
  const defects::MediaLies* lies = media_lies();
  if (lies && lies->head_time) sound.head_time = *lies->head_time;
  return sound;
}

Machine& Sabotage::media_host(Machine& sound) {
  const defects::MediaLies* lies = media_lies();
  if (!lies || (!lies->heard && !lies->said)) return sound;
  media_host_ = std::make_unique<LyingMediaHost>(sound, *lies);
  return *media_host_;
}

Machine& Sabotage::client(Machine& sound) {
  if (!defect_ || !defect_->client) return sound;
  relay::FilterChain chain;
  chain.push_back(defect_->client());
  machine_ = std::make_unique<relay::Interposed>(sound, std::move(chain));
  return *machine_;
}

std::string Sabotage::told(std::string line) {
  if (!defect_ || !defect_->told) return line;
  if (!told_) told_ = defect_->told();
  return told_(std::move(line));
}

}  // namespace assay::conformance::sabotage
