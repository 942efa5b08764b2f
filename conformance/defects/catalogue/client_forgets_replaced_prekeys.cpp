#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"
#include "reference/base/bytes.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The second field of an OMEMOKeyExchange (XEP-0384): behind a tag and a varint, a tag and a varint.
std::string signed_prekey_of(const std::string& key) {
  const Bytes octets = from_base64(key).value_or(Bytes());
  std::size_t at = 0;
  std::uint64_t value = 0;
  for (int field = 0; field < 2; ++field) {
    value = 0;
    bool goes_on = true;
    ++at;  // the tag
    for (unsigned shift = 0; goes_on && at < octets.size() && shift < 64; shift += 7, ++at) {
      const auto octet = static_cast<unsigned char>(octets[at]);
      value |= std::uint64_t{octet & 0x7fU} << shift;
      goes_on = (octet & 0x80U) != 0;
    }
  }
  return std::to_string(value);
}

}  // namespace

Defect client_forgets_replaced_prekeys();

Defect client_forgets_replaced_prekeys() {
  return {.name = "client-forgets-replaced-prekeys",
          .lie = "A client reads nothing that began a session by a signed prekey which it has replaced.",
          .violates = {"ENC-08"},
          .client = [] {
            return lying([current = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                const xml::Element* upload = element.find_child(kPrekeys, "upload");
                const xml::Element* key = upload != nullptr ? upload->find_child(kPrekeys, "signed") : nullptr;
                if (key != nullptr) current = std::string(key->attribute("id"));
              } else if (is_key_exchange(element)) {
                xml::Element* header = element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "header");
                xml::Element* key = header->find_child(kOmemo, "keys")->find_child(kOmemo, "key");
                if (signed_prekey_of(key->text()) != current) key->content() = {std::string("AAAA")};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
