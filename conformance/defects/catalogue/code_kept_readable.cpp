#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/overhearing_store.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

constexpr std::size_t kDigitOctets = 8;  // what a digit is drawn from
constexpr std::size_t kDigits = 6;

/// The newest digits that were drawn.
class Digits {
 public:
  std::string take(ByteView drawn) {
    if (drawn.size() != kDigitOctets) return {};
    std::uint64_t value = 0;
    for (const char octet : drawn) value = value << 8U | static_cast<unsigned char>(octet);
    digits_ += static_cast<char>('0' + value % 10);
    if (digits_.size() > kDigits) digits_.erase(0, 1);
    return digits_.size() == kDigits ? digits_ : std::string();
  }

 private:
  std::string digits_;
};

}  // namespace

Defect code_kept_readable();

Defect code_kept_readable() {
  return {.name = "code-kept-readable",
          .lie = "Codes lie in the store as they were sent.",
          .violates = {"REG-03a"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<OverhearingStore>(std::move(sound), [digits = Digits()](ByteView drawn) mutable { return digits.take(drawn); });
          }};
}

}  // namespace assay::conformance::defects::catalogue
