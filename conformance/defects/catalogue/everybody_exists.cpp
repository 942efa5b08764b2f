#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class FindsEverybody final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // An empty record cannot be read, so nobody can log in with it.
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    auto sound = ForwardingStore::get(space, key);
    return space == "account" && !sound ? std::optional<Bytes>(Bytes()) : sound;
  }
};

}  // namespace

Defect everybody_exists();

Defect everybody_exists() {
  return {.name = "everybody-exists",
          .lie = "Every number has an account: what is sent to it waits.",
          .violates = {"CON-01", "MSG-16", "RFC6120-10.5.3.1", "RFC6121-8.5.1"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<FindsEverybody>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
