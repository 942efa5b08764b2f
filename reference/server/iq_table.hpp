#pragma once
// The iq handlers of all features, by type and payload.

#include <map>
#include <string_view>
#include <tuple>
#include <vector>

#include "reference/server/feature.hpp"

namespace assay::server {

/// `features` must outlive the table and stay unchanged. Two handlers for one payload are a fault of ours.
class IqTable {
 public:
  explicit IqTable(const std::vector<Feature>& features);
  [[nodiscard]] const IqHandler* find(std::string_view type, const xml::Element& payload) const;
  [[nodiscard]] const EarlyIqHandler* find_early(std::string_view type, const xml::Element& payload) const;

 private:
  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
  std::map<Key, const IqHandler*> handlers_;
  std::map<Key, const EarlyIqHandler*> early_;
};

}  // namespace assay::server
