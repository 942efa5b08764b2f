#include "sim/matrix/image.hpp"

#include "reference/base/assert.hpp"
#include "sim/matrix/town.hpp"

namespace assay::sim::matrix {
namespace {

constexpr Duration kPatience = std::chrono::seconds{10};

void register_phone(Town& town, const std::string& name, const std::string& number) {
  town.add_phone(name);
  client::Client& phone = town.phone(name);
  phone.register_number({number}, town.now());
  town.poke(name);
  town.run_for(kPatience);
  phone.verify(town.last_code(), town.now());
  town.poke(name);
  town.run_for(kPatience);
  ASSAY_ASSERT(phone.is_online());
}

void match(Town& town, const std::string& name, const std::string& number) {
  client::Client& phone = town.phone(name);
  phone.allow_upload(true, town.now());
  phone.match({{number}, false, {}}, town.now());
  town.poke(name);
  town.run_for(kPatience);
}

}  // namespace

void Image::restore(store::MemoryStore& store) const {
  store.begin();
  for (const Record& record : records) store.put(record.space, record.key, record.value);
  ASSAY_ASSERT(store.commit());
}

Image make_image(Kind kind, std::uint64_t seed) {
  const std::map<std::string, std::string> numbers = {{"alice", "+12025550101"}, {"bob", "+12025550102"}};
  Town town({.seed = seed});
  for (const auto& [name, number] : numbers) register_phone(town, name, number);
  if (kind == Kind::Receipt) {
    match(town, "alice", numbers.at("bob"));
    match(town, "bob", numbers.at("alice"));
  }
  Image image;
  for (const auto& [name, number] : numbers) {
    town.phone(name).disconnect(town.now());
    town.poke(name);
    town.run_for(kPatience);
    image.phones.emplace(name, town.phone(name).credentials().copy());
  }
  town.disk().records().visit([&](std::string_view space, ByteView key, ByteView value) {
    image.records.push_back({std::string(space), Bytes(key), Bytes(value)});
  });
  return image;
}

}  // namespace assay::sim::matrix
