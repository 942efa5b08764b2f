#pragma once
// The signed list of devices that an account's phone published last (spec chapter 07, section 9).
//
// Space "device-list": key(account) -> the element.

#include <optional>
#include <string>

#include "reference/server/context.hpp"
#include "reference/stanza/device_list.hpp"

namespace assay::server {

class PublishedLists {
 public:
  explicit PublishedLists(const Context& context) : context_(context) {}

  [[nodiscard]] std::optional<stanza::device_list::Devices> find(const std::string& account) const;
  /// In the place of an older one.
  void put(const std::string& account, const stanza::device_list::Devices& list) const;
  void forget(const std::string& account) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
