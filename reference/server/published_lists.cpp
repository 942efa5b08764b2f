#include "reference/server/published_lists.hpp"

#include "reference/store/key.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr const char* kLists = "device-list";

}  // namespace

std::optional<stanza::device_list::Devices> PublishedLists::find(const std::string& account) const {
  const auto value = context_.store().get(kLists, store::key({account}));
  if (!value) return std::nullopt;
  const auto parsed = xml::parse(*value);
  const auto* element = std::get_if<xml::Element>(&parsed);
  return element ? stanza::device_list::Devices::parse(*element) : std::nullopt;
}

void PublishedLists::put(const std::string& account, const stanza::device_list::Devices& list) const {
  context_.store().put(kLists, store::key({account}), xml::write(list.write(), ""));
}

void PublishedLists::forget(const std::string& account) const { context_.store().erase(kLists, store::key({account})); }

}  // namespace assay::server
