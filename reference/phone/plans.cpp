#include "reference/phone/plans.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <mutex>

#include <phonenumbers/phonemetadata.pb.h>
#include <re2/re2.h>

#include "reference/base/assert.hpp"

// The metadata that is compiled into the library. It exports them; its package leaves the header out.
namespace i18n::phonenumbers {
int metadata_size();
const void* metadata_get();
}  // namespace i18n::phonenumbers

namespace assay::phone {
namespace {

using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneNumberDesc;

/// Numbers of one kind: how long they may be, and the pattern that all of their digits match.
class Kind {
 public:
  explicit Kind(const PhoneNumberDesc& from) : pattern_(from.national_number_pattern(), re2::RE2::Quiet) {
    ASSAY_ASSERT(pattern_.ok());
    for (const int length : from.possible_length()) {
      if (length >= 0 && length < 64) lengths_ |= std::uint64_t{1} << length;
    }
  }

  [[nodiscard]] bool has(std::string_view digits) const {
    if (lengths_ != 0 && (digits.size() >= 64 || (lengths_ >> digits.size() & 1) == 0)) return false;
    return re2::RE2::FullMatch(re2::StringPiece(digits.data(), digits.size()), pattern_);
  }

 private:
  std::uint64_t lengths_ = 0;  // a bit for each; none: any
  re2::RE2 pattern_;
};

}  // namespace

class Region {
 public:
  explicit Region(PhoneMetadata metadata) : metadata_(std::move(metadata)) {}

  /// Whether the digits begin as no other region's of its calling code do; false where nothing is said of that.
  [[nodiscard]] bool claims(std::string_view national) const {
    compile();
    return leading_digits_ && re2::RE2::PartialMatch(re2::StringPiece(national.data(), national.size()), *leading_digits_);
  }
  [[nodiscard]] bool names_leading_digits() const { return metadata_.has_leading_digits(); }

  [[nodiscard]] bool has(std::string_view national) const {
    compile();
    return general_->has(national) &&
           std::any_of(kinds_.begin(), kinds_.end(), [national](const auto& kind) { return kind->has(national); });
  }

 private:
  void compile() const {
    std::call_once(compiled_, [this] {
      if (metadata_.has_leading_digits()) {
        leading_digits_ = std::make_unique<re2::RE2>("^(?:" + metadata_.leading_digits() + ")", re2::RE2::Quiet);
        ASSAY_ASSERT(leading_digits_->ok());
      }
      general_ = std::make_unique<Kind>(metadata_.general_desc());
      // The most frequent ones first.
      for (const PhoneNumberDesc* kind :
           {&metadata_.mobile(), &metadata_.fixed_line(), &metadata_.toll_free(), &metadata_.premium_rate(), &metadata_.shared_cost(),
            &metadata_.voip(), &metadata_.personal_number(), &metadata_.pager(), &metadata_.uan(), &metadata_.voicemail()}) {
        if (kind->has_national_number_pattern()) kinds_.push_back(std::make_unique<Kind>(*kind));
      }
    });
  }

  PhoneMetadata metadata_;
  mutable std::once_flag compiled_;
  mutable std::unique_ptr<re2::RE2> leading_digits_;
  mutable std::unique_ptr<Kind> general_;
  mutable std::vector<std::unique_ptr<Kind>> kinds_;
};

const Plans& Plans::all() {
  static const Plans kAll;
  return kAll;
}

Plans::Plans() {
  i18n::phonenumbers::PhoneMetadataCollection collection;
  ASSAY_ASSERT(collection.ParseFromArray(i18n::phonenumbers::metadata_get(), i18n::phonenumbers::metadata_size()));
  for (PhoneMetadata& metadata : *collection.mutable_metadata()) {
    ASSAY_ASSERT(metadata.country_code() > 0 && metadata.country_code() < static_cast<int>(kCodes));
    Code& code = codes_.at(static_cast<std::size_t>(metadata.country_code()));
    const bool is_main = metadata.main_country_for_code() || code.regions.empty();
    if (is_main) {
      code.national_prefix = metadata.national_prefix();
      std::erase(code.national_prefix, '~');  // a pause
    }
    code.regions.insert(is_main ? code.regions.begin() : code.regions.end(), std::make_unique<Region>(std::move(metadata)));
  }
}

Plans::~Plans() = default;

int Plans::calling_code(std::string_view digits) const {
  std::size_t code = 0;
  for (std::size_t i = 0; i < 3 && i < digits.size(); ++i) {
    code = 10 * code + static_cast<std::size_t>(digits[i] - '0');
    if (!codes_.at(code).regions.empty()) return static_cast<int>(code);
  }
  return 0;
}

const std::string& Plans::national_prefix(int code) const { return codes_.at(static_cast<std::size_t>(code)).national_prefix; }

bool Plans::has(int code, std::string_view national) const {
  const std::vector<std::unique_ptr<Region>>& regions = codes_.at(static_cast<std::size_t>(code)).regions;
  if (regions.size() == 1) return regions.front()->has(national);
  // As the library finds the region of a number: the first that claims it or, where nothing is said of leading digits, has it.
  for (const std::unique_ptr<Region>& region : regions) {
    if (region->names_leading_digits() ? region->claims(national) : region->has(national)) return region->has(national);
  }
  return false;
}

}  // namespace assay::phone
