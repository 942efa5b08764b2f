#include <map>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class ForgetfulOfOrder final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    if (space != "group-order") return ForwardingStore::get(space, key);
    const auto found = orders_.find(Bytes(key));
    return found == orders_.end() ? std::nullopt : std::optional(found->second);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "group-order") return ForwardingStore::put(space, key, value);
    orders_.insert_or_assign(Bytes(key), Bytes(value));
  }

 private:
  std::map<Bytes, Bytes> orders_;
};

}  // namespace

Defect group_order_forgotten();

Defect group_order_forgotten() {
  return {.name = "group-order-forgotten",
          .lie = "The places of a group are in memory alone: after a restart they begin anew.",
          .violates = {"GRP-06b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetfulOfOrder>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
