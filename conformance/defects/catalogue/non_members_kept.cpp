#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Curious final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    std::optional<Bytes> found = ForwardingStore::get(space, key);
    if (space == "account" && !found) put("asked-for", key, {});
    return found;
  }
};

}  // namespace

Defect non_members_kept();

Defect non_members_kept() {
  return {.name = "non-members-kept",
          .lie = "Numbers that have no account are written down when somebody asks for them.",
          .violates = {"CON-10"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Curious>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
