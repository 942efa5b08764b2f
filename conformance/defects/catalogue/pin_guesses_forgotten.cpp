#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class CountsNoGuesses final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // What changes and keeps its salt is a count; a new PIN has a salt of its own.
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space == "pin" && is_count(get(space, key), value)) return;
    ForwardingStore::put(space, key, value);
  }

 private:
  static bool is_count(const std::optional<Bytes>& before, ByteView value) {
    const auto old = before ? store::from_fields(*before) : std::nullopt;
    const auto now = store::from_fields(value);
    return old && now && old->front() == now->front();
  }
};

}  // namespace

Defect pin_guesses_forgotten();

Defect pin_guesses_forgotten() {
  return {.name = "pin-guesses-forgotten",
          .lie = "Wrong PINs leave no trace: neither in the pace of guesses, nor in their number.",
          .violates = {"REG-19d", "REG-19e"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<CountsNoGuesses>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
