// The elements of encryption, wherever they stand in a document: what one of their types reads, it writes as what it reads as the same.

#include <cstdint>
#include <variant>

#include "reference/base/assert.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/group_entry.hpp"
#include "reference/stanza/group_roll.hpp"
#include "reference/stanza/group_sealed.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/xml/stream_reader.hpp"

using namespace assay;
using namespace assay::stanza;

namespace {

template <class Type>
void read_again(const xml::Element& element) {
  const auto read = Type::parse(element);
  if (!read) return;
  const xml::Element written = read->write();
  const auto again = Type::parse(written);
  ASSAY_ASSERT(again && again->write() == written);
}

void read_all(const xml::Element& element) {
  read_again<encrypted::Encrypted>(element);
  read_again<encrypted::Retry>(element);
  read_again<encrypted::Repair>(element);
  read_again<encrypted::Introduction>(element);
  read_again<group_sealed::Sealed>(element);
  read_again<group_sealed::SenderKey>(element);
  read_again<prekeys::Upload>(element);
  read_again<prekeys::Stock>(element);
  read_again<prekeys::Low>(element);
  read_again<prekeys::Fetch>(element);
  read_again<prekeys::Bundle>(element);
  read_again<device_list::Devices>(element);
  read_again<groups::Roll>(element);
  read_again<groups::Entry>(element);
  (void)group_sealed::Sealed::of(element);
  for (const xml::Element* child : element.children()) read_all(*child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = xml::parse(ByteView(reinterpret_cast<const char*>(data), size), "jabber:client");
  if (const auto* element = std::get_if<xml::Element>(&parsed)) read_all(*element);
  return 0;
}
