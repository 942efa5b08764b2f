#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/told_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_mail_for_others();

Defect client_shows_mail_for_others() {
  return {.name = "client-shows-mail-for-others",
          .lie = "A client shows a message that was sealed for the keys of an older phone as one without a text.",
          .violates = {"REG-18d"},
          .told = [] {
            return [](std::string line) {
              const bool is_for_others =
                  line.starts_with(R"({"event":"unreadable")") && line.find(R"("reason":"not-for-us")") != std::string::npos;
              return is_for_others ? replaced(std::move(line), R"("event":"unreadable")", R"("event":"message")") : line;
            };
          }};
}

}  // namespace assay::conformance::defects::catalogue
