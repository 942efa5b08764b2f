#include "conformance/matrix/field.hpp"

#include <utility>

#include <fmt/format.h>

#include "reference/host/observed.hpp"
#include "reference/store/sqlite.hpp"
#include "reference/tls/context.hpp"

namespace assay::conformance::matrix {
namespace {

constexpr Duration kFieldPatience = std::chrono::seconds{60};  // a bound on liveness, never what decides

client::Config config_for(const std::string& domain, const Endpoint& door) {
  client::Config config;
  config.domain = domain;
  config.server = door;
  return config;
}

}  // namespace

struct Field::Phone {
  Phone(Field& field, const Endpoint& door, const tls::Context& context, const std::string& address)
      : client(config_for(field.launch_.target().domain, door), field.random_),
        observed(client,
                 [&field, alive = std::weak_ptr<const bool>(alive)] {
                   field.loop_.post([&field, alive] {
                     if (!alive.expired()) field.take_events();
                   });
                 }),
        host(field.loop_, observed, field.random_, {.tls = {.server = std::nullopt, .client = context}, .source_address = address}) {}

  std::shared_ptr<const bool> alive = std::make_shared<bool>(true);
  client::Client client;
  host::Observed observed;
  net::TcpHost host;
};

Field::Field(const live::TargetFile& target, const std::string& defect)
    : launch_(loop_, target, {.limits = "test", .defect = defect}),
      gate_host_(std::make_unique<net::TcpHost>(loop_, gate_, random_, net::TcpHostOptions{})) {}

Field::~Field() = default;

Result<std::unique_ptr<Field>, std::string> Field::open(const live::TargetFile& target, const std::string& defect) {
  std::unique_ptr<Field> field(new Field(target, defect));
  if (!field->launch_.can_start()) return fail(std::string("the target is not one that we start"));
  field->start();
  if (!field->wait([&field] { return field->is_up_ || !field->fault_.empty(); }, kFieldPatience)) return fail(std::string("it does not start"));
  if (!field->fault_.empty()) return fail(field->fault_);
  return field;
}

void Field::start() {
  launch_.start([this](const live::Launch::Outcome& outcome) {
    is_up_ = outcome.has_value();
    if (is_up_) {
      gate_.lead_to(launch_.target().endpoints.at("c2s"));
      control_ = std::make_unique<live::Control>(loop_, launch_.control());
    } else {
      fault_ = outcome.error();
    }
    take_events();
  });
}

void Field::crash() {
  gate_.lead_to(std::nullopt);
  control_.reset();
  is_up_ = false;
  launch_.kill();
  start();
}

Result<void, std::string> Field::add_phone(const std::string& name) {
  if (!doors_.contains(name)) {
    const auto door = gate_host_->listen(name, {"127.0.0.1", 0});
    if (!door) return fail(door.error());
    doors_.emplace(name, *door);
  }
  const auto context = tls::Context::client(tls::TrustAnyone{});
  if (!context) return fail(context.error());
  ++phones_made_;
  const std::string address = fmt::format("127.78.{}.{}", phones_made_ / 250 % 250, 1 + phones_made_ % 250);
  phones_.emplace(name, std::make_unique<Phone>(*this, doors_.at(name), *context, address));
  return {};
}

void Field::remove_phones() { phones_.clear(); }

client::Client& Field::phone(const std::string& name) { return phones_.at(name)->client; }

void Field::poke(const std::string& name) { phones_.at(name)->host.poke(); }

void Field::take_events() {
  for (const auto& [name, phone] : phones_) {
    bool any = false;
    while (const auto event = phone->client.next_event()) {
      any = true;
      if (listener_) listener_(name, *event);
    }
    if (any) phone->host.poke();  // taking a message acknowledges it
  }
  if (awaited_ && awaited_()) loop_.stop();
}

bool Field::wait(const std::function<bool()>& condition, Duration patience) {
  if (condition()) return true;
  awaited_ = condition;
  const net::TimerId timer = loop_.after(patience, [this] { loop_.stop(); });
  loop_.run();
  loop_.cancel(timer);
  awaited_ = nullptr;
  return condition();
}

void Field::pass_on_server(Duration time, std::function<void()> done) {
  if (!control_) return done();
  control_->advance(time, [this, done = std::move(done)](const Result<void, std::string>& answer) {
    if (!answer) fault_ = answer.error();
    done();
    take_events();
  });
}

Result<std::size_t, std::string> Field::stop_and_count_mailboxes() {
  bool over = false;
  launch_.stop([&](const live::Launch::Outcome& outcome) {
    over = true;
    if (!outcome) fault_ = outcome.error();
    take_events();
  });
  if (!wait([&] { return over; }, kFieldPatience) || !fault_.empty()) return fail("the server does not end: " + fault_);
  std::size_t count = 0;
  for (const std::string& file : launch_.store_files()) {
    const auto store = store::open_sqlite(file);
    if (!store) return fail(store.error().text);
    (*store)->begin();
    (*store)->scan("mailbox", {}, {}, [&](ByteView, ByteView) {
      ++count;
      return true;
    });
    (*store)->rollback();
  }
  return count;
}

}  // namespace assay::conformance::matrix
