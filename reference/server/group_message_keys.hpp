#pragma once
// The keys beside what is written to a group (XEP-0384 section 5.3, spec chapter 07, section 12): whoever has a thousand readers writes a
// thousand of them, and each reader gets his own (ENC-33).

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::server {

/// What an <encrypted/> that is taken apart may have besides its keys: each reader's mailbox gets that once more, and a sender must not make a
/// thousand copies of a large one.
inline constexpr std::size_t kCopiedOctets = 4'096;

class GroupMessageKeys {
 public:
  /// Takes each <encrypted/> that has keys out of the message; one without any, or with more than kCopiedOctets besides, stays there, for
  /// everybody.
  explicit GroupMessageKeys(xml::Element& message);
  /// What to add to the message for that account, a bare address, as text: the same elements with its keys alone. "" where it has none.
  [[nodiscard]] std::string of(std::string_view account) const;

 private:
  struct Sealed {
    xml::Element frame;                                           // without keys
    std::map<std::string, std::vector<xml::Element>, std::less<>> keys;  // <keys/> by account
  };
  std::vector<Sealed> sealed_;
};

}  // namespace assay::server
