#pragma once
// How a relay writes anew what it has read.

#include "conformance/relay/filter.hpp"
#include "reference/base/bytes.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::conformance::relay {

/// The opening tag as it came, but written by us: prefixes are not kept by the reader.
[[nodiscard]] Bytes opening_tag(const xml::StreamOpened& opened);
/// What cannot be read cannot be passed on faithfully; what stands for it is as broken.
[[nodiscard]] Bytes as_broken(const xml::StreamBroken& broken);
/// What a chain makes of one element.
struct Filtered {
  std::vector<xml::Element> on;    ///< goes on in its place
  std::vector<xml::Element> back;  ///< goes back where it came from
};
[[nodiscard]] Filtered filtered(const FilterChain& chain, Direction direction, xml::Element element, const Now& now);

}  // namespace assay::conformance::relay
