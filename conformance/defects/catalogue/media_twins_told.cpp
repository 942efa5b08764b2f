#include <map>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

/// The hash that a slot is for: the third of its parts.
std::string hash_in(const std::string& authorization) {
  std::size_t at = 0;
  for (int dots = 0; dots < 2 && at != std::string::npos; ++dots) at = authorization.find('.', at + (dots > 0 ? 1 : 0));
  return at == std::string::npos ? std::string() : authorization.substr(at + 1, authorization.find('.', at + 1) - at - 1);
}

}  // namespace

Defect media_twins_told();

Defect media_twins_told() {
  return {.name = "media-twins-told",
          .lie = "Who puts what another account has put before gets another answer.",
          .violates = {"MSG-26c"},
          .media = [] {
            struct Known {
              std::map<std::uint64_t, std::pair<std::string, std::string>> asked;  // hash and file, by connection
              std::map<std::string, std::string> first;                            // file by hash
            };
            const auto known = std::make_shared<Known>();
            MediaLies lies;
            lies.heard = [known](std::uint64_t conn, std::string head) {
              known->asked[conn] = {hash_in(field_in(head, "Authorization")), file_in(head)};
              return head;
            };
            lies.said = [known](std::uint64_t conn, std::string head) {
              const auto& [hash, file] = known->asked[conn];
              if (!has_status(head, "201")) return head;
              const auto first = known->first.try_emplace(hash, file).first;
              return first->second == file ? head : with_status(head, "200 OK");
            };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
