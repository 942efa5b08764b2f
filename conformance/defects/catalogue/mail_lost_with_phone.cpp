#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsMail final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space == "account" && get(space, key)) forget_mail(key);
    ForwardingStore::put(space, key, value);
  }

 private:
  void forget_mail(ByteView account) {
    std::vector<Bytes> entries;
    scan("mailbox", account, {}, [&](ByteView entry, ByteView) {
      entries.emplace_back(entry);
      return true;
    });
    for (const Bytes& entry : entries) erase("mailbox", entry);
  }
};

}  // namespace

Defect mail_lost_with_phone();

Defect mail_lost_with_phone() {
  return {.name = "mail-lost-with-phone",
          .lie = "What waits for a number is gone when the number is registered again.",
          .violates = {"REG-18a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsMail>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
