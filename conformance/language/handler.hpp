#pragma once
// What actors do by themselves, by the names of the cast's `handlers:`. What each does is in conformance/engine/handlers.hpp.

#include <array>
#include <set>
#include <string_view>

namespace assay::conformance::language {

enum class Handler {
  Pings,             ///< answers pings (XEP-0199)
  RosterPushes,      ///< answers roster pushes
  Presence,          ///< takes presence
  Acknowledge,       ///< acknowledges delivered messages on streams with durable acknowledgement
  Acknowledgements,  ///< takes the server's
  Mailbox,           ///< takes the mailbox's summary and end
  Management,        ///< answers requests of stream management (XEP-0198), and takes answers
};
using Handlers = std::set<Handler>;

struct HandlerName {
  std::string_view name;
  Handler handler;
};
inline constexpr std::array<HandlerName, 7> kHandlers{{{"pings", Handler::Pings},
                                                       {"roster pushes", Handler::RosterPushes},
                                                       {"presence", Handler::Presence},
                                                       {"acknowledge", Handler::Acknowledge},
                                                       {"acknowledgements", Handler::Acknowledgements},
                                                       {"mailbox", Handler::Mailbox},
                                                       {"management", Handler::Management}}};

[[nodiscard]] inline Handlers all_handlers() {
  Handlers all;
  for (const HandlerName& row : kHandlers) all.insert(row.handler);
  return all;
}

}  // namespace assay::conformance::language
