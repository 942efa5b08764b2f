#include "sim/matrix/image.hpp"

#include "reference/base/assert.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::matrix {
namespace {

constexpr Duration kStepTime = std::chrono::seconds{10};

void register_phone(Town& town, const std::string& name, const std::string& number) {
  town.add_phone(name);
  client::Client& phone = town.phone(name);
  phone.register_number({number}, town.now());
  town.poke(name);
  town.run_for(kStepTime);
  phone.verify(town.last_code(), town.now());
  town.poke(name);
  town.run_for(kStepTime);
  ASSAY_ASSERT(phone.is_online());
}

void match(Town& town, const std::string& name, const std::string& number) {
  client::Client& phone = town.phone(name);
  phone.allow_upload(true, town.now());
  phone.match({{number}, true, {}}, town.now());  // beside what was matched before
  town.poke(name);
  town.run_for(kStepTime);
}

void link(Town& town, const std::string& phone, const std::string& companion) {
  town.add_phone(companion);
  std::string key;
  town.listen([&](const std::string&, const client::Event& event) {
    if (const auto* shown = std::get_if<client::CompanionKey>(&event)) key = shown->key;
  });
  town.phone(companion).perform(client::BecomeCompanion{}, town.now());
  town.poke(companion);
  town.run_for(kStepTime);
  town.phone(phone).perform(client::LinkDevice{key, companion}, town.now());
  town.poke(phone);
  town.run_for(kStepTime);
  town.listen({});
  ASSAY_ASSERT(town.phone(companion).is_online());
}

// Once all have gone.
Image image_of(Town& town, const std::vector<std::string>& devices) {
  Image image;
  for (const std::string& name : devices) {
    town.phone(name).disconnect(town.now());
    town.poke(name);
    town.run_for(kStepTime);
    image.phones.emplace(name, town.phone(name).credentials().copy());
  }
  town.disk().records().visit([&](std::string_view space, ByteView key, ByteView value) {
    image.records.push_back({std::string(space), Bytes(key), Bytes(value)});
  });
  return image;
}

}  // namespace

void Image::restore(store::MemoryStore& store) const {
  store.begin();
  for (const Record& record : records) store.put(record.space, record.key, record.value);
  ASSAY_ASSERT(store.commit());
}

Image make_image(Kind kind, bool companion, std::uint64_t seed) {
  std::map<std::string, std::string> numbers = {{"alice", "+12025550101"}, {"bob", "+12025550102"}};
  if (kind == Kind::Broadcast) numbers.emplace("carol", "+12025550103");
  Town town({.seed = seed});
  for (const auto& [name, number] : numbers) register_phone(town, name, number);
  std::vector<std::string> devices;
  for (const auto& [name, number] : numbers) {
    devices.push_back(name);
    if (kind == Kind::Message || name == "alice") continue;
    match(town, "alice", number);
    match(town, name, numbers.at("alice"));
  }
  if (companion) {
    link(town, "bob", "tablet");
    devices.emplace_back("tablet");
  }
  return image_of(town, devices);
}

Image make_image(const std::map<std::string, std::string>& numbers, const Limits& limits, std::uint64_t seed) {
  Town town({.seed = seed, .limits = limits});
  std::vector<std::string> names;
  for (const auto& [name, number] : numbers) {
    register_phone(town, name, number);
    names.push_back(name);
  }
  return image_of(town, names);
}

}  // namespace assay::sim::matrix
