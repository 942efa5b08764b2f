#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

/// Tells another nonce than the one that the entry was made with: whoever has the list comes to another leaf.
class LogsOthers final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    std::optional<Bytes> value = ForwardingStore::get(space, key);
    if (space == "key-log-entry" && value) value->back() = static_cast<char>(value->back() ^ 1);
    return value;
  }
};

}  // namespace

Defect key_log_of_others();

Defect key_log_of_others() {
  return {.name = "key-log-of-others",
          .lie = "What stands in the log of keys is not what was published.",
          .violates = {"ENC-20a"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<LogsOthers>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
