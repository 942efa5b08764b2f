// Both policies, fed whole and octet by octet, with and without rests: the same items must come out, and what is written of an element must be read as the same.

#include <cstdint>
#include <cstdlib>

#include "reference/base/assert.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

using namespace assay;
using namespace assay::xml;

namespace {

enum class Rests { No, Yes };

std::vector<Element> elements(ByteView octets, StreamPolicy policy, std::size_t step, Rests rests = Rests::No) {
  StreamReader reader(policy, {.element_octets = 65'536, .depth = 32, .elements = 256, .attributes = 32});
  std::vector<Element> list;
  for (std::size_t at = 0; at < octets.size(); at += step) {
    reader.feed(octets.substr(at, step));
    while (auto item = reader.next()) {
      if (auto* element = std::get_if<StreamElement>(&*item)) list.push_back(std::move(element->element));
    }
    if (rests == Rests::Yes) reader.rest();
  }
  return list;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView octets(reinterpret_cast<const char*>(data), size);
  for (StreamPolicy policy : {StreamPolicy::Restricted, StreamPolicy::Permissive}) {
    const auto whole = elements(octets, policy, octets.size() + 1);
    ASSAY_ASSERT(elements(octets, policy, 1) == whole);
    ASSAY_ASSERT(elements(octets, policy, 1, Rests::Yes) == whole);
    for (const Element& element : whole) {
      const auto again = parse(write(element, ""), "");
      ASSAY_ASSERT(std::holds_alternative<ParseFault>(again) || std::get<Element>(again) == element);
    }
  }
  return 0;
}
