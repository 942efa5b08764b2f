#pragma once
// XMPP addresses (RFC 7622). Each part is compared after enforcement, so that two spellings of one address are one address: the localpart
// by PRECIS's UsernameCaseMapped, the domainpart by IDNA2008, the resourcepart by OpaqueString. Decision record 0014.

#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace assay::jid {

/// localpart@domainpart/resourcepart in canonical form. A Jid cannot be made from text that is no address: each part has 1 to 1,023 octets
/// where present, the domainpart always is. Parsing text() gives the same address.
class Jid {
 public:
  /// Nothing for a malformed address.
  [[nodiscard]] static std::optional<Jid> parse(std::string_view text);

  [[nodiscard]] const std::string& local() const { return local_; }  ///< "" where absent
  [[nodiscard]] const std::string& domain() const { return domain_; }
  [[nodiscard]] const std::string& resource() const { return resource_; }  ///< "" where absent
  [[nodiscard]] bool is_bare() const { return resource_.empty(); }
  [[nodiscard]] bool is_domain() const { return local_.empty() && resource_.empty(); }
  [[nodiscard]] Jid bare() const;
  [[nodiscard]] std::string text() const;
  /// The same account or host with that resource. Nothing if the resource is malformed.
  [[nodiscard]] std::optional<Jid> with_resource(std::string_view resource) const;

  friend bool operator==(const Jid&, const Jid&) = default;
  friend auto operator<=>(const Jid&, const Jid&) = default;

 private:
  std::string domain_;
  std::string local_;
  std::string resource_;
};

}  // namespace assay::jid
