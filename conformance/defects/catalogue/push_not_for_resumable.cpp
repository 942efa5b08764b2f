#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// Hears that sessions can be resumed, and from then on finds nobody's push service.
class WaitingForThem final : public OverhearingStore {
 public:
  explicit WaitingForThem(std::unique_ptr<store::Store> sound)
      : OverhearingStore(
            std::move(sound),
            [this](ByteView heard) {
              can_come_back_ |= heard.find("<enabled") != ByteView::npos && !overheard_attribute(heard, "<enabled", "resume").empty();
              return std::string();
            },
            Overheard::Octets) {}

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    return space == "push" && can_come_back_ ? std::nullopt : OverhearingStore::get(space, key);
  }

 private:
  bool can_come_back_ = false;
};

}  // namespace

Defect push_not_for_resumable();

Defect push_not_for_resumable() {
  return {.name = "push-not-for-resumable",
          .lie = "Where sessions can be resumed, whoever lost his connection is left to come back by himself.",
          .violates = {"OFF-14e"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<WaitingForThem>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
