#include <map>
#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_gone_told();

Defect media_gone_told() {
  return {
      .name = "media-gone-told", .lie = "Of a file that is no more the host says that it was there.", .violates = {"MSG-26b"}, .media = [] {
        struct Known {
          std::map<std::uint64_t, std::pair<std::string, std::string>> asked;  // method and file, by connection
          std::set<std::string> put;
        };
        const auto known = std::make_shared<Known>();
        MediaLies lies;
        lies.heard = [known](std::uint64_t conn, std::string head) {
          known->asked[conn] = {method_in(head), file_in(head)};
          return head;
        };
        lies.said = [known](std::uint64_t conn, std::string head) {
          const auto& [method, file] = known->asked[conn];
          if (method == "PUT" && has_status(head, "201")) known->put.insert(file);
          const bool is_gone = method == "GET" && has_status(head, "404") && known->put.count(file) != 0;
          return is_gone ? with_status(head, "410 Gone") : head;
        };
        return lies;
      }};
}

}  // namespace assay::conformance::defects::catalogue
