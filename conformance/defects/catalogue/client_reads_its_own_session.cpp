#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_reads_its_own_session();

Defect client_reads_its_own_session() {
  return {.name = "client-reads-its-own-session",
          .lie = "A client that began a session reads nothing of one that the other began.",
          .violates = {"ENC-10c"},
          .client = [] {
            return lying([has_begun = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const bool begins = is_key_exchange(element);
              if (direction == relay::Direction::ToServer) has_begun = has_begun || begins;
              if (direction == relay::Direction::ToClient && begins && has_begun) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
