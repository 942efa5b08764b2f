#include "reference/server/iq_table.hpp"

#include "reference/base/assert.hpp"

namespace assay::server {

IqTable::IqTable(const std::vector<Feature>& features) {
  for (const Feature& feature : features) {
    for (const IqHandler& handler : feature.iq) {
      ASSAY_ASSERT(handlers_.emplace(Key{handler.type, handler.ns, handler.local}, &handler).second);
    }
    for (const EarlyIqHandler& handler : feature.early_iq) {
      ASSAY_ASSERT(early_.emplace(Key{handler.type, handler.ns, handler.local}, &handler).second);
    }
  }
}

const IqHandler* IqTable::find(std::string_view type, const xml::Element& payload) const {
  const auto found = handlers_.find(Key{type, payload.ns(), payload.local()});
  return found == handlers_.end() ? nullptr : found->second;
}

const EarlyIqHandler* IqTable::find_early(std::string_view type, const xml::Element& payload) const {
  const auto found = early_.find(Key{type, payload.ns(), payload.local()});
  return found == early_.end() ? nullptr : found->second;
}

}  // namespace assay::server
