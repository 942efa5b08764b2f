#pragma once
// One field of the matrix: what is under way (its kind) and what goes wrong meanwhile (its situation). A situation that can strike at many
// points, an octet of a connection or a commit of the store, is played once for each of them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"

namespace assay::sim::matrix {

enum class Kind {
  Message,    ///< three messages to a stranger, and one back
  Receipt,    ///< the same between contacts, whose phones answer each with a receipt (XEP-0184)
  Broadcast,  ///< three broadcasts to bob and carol, who are alice's contacts (chapter 05), and a message back
};

enum class Breakage {
  None,
  CutUp,        ///< the connection ends when so many octets from the phone have arrived
  CutDown,      ///< the same with octets from the server
  CrashBefore,  ///< the power fails when a commit is asked for: nothing of it is kept
  CrashBehind,  ///< the power fails when a commit is done, before anybody is told
  DiskFull,     ///< a commit fails, and the server goes on
};

enum class Recipient {
  There,
  Away,  ///< comes when the sender has sent everything
  Gone,  ///< does not come at all
};

struct Situation {
  std::string name;
  Breakage breakage = Breakage::None;
  std::string whose;  ///< the connection that is cut: "alice" (who sends), "bob" or "tablet"
  Recipient recipient = Recipient::There;
  bool companion = false;  ///< bob has a second device, "tablet" (chapter 09)
  Duration away{};         ///< how long the phone that was cut gets no connection: beyond `resume_time` its session is lost
};

struct Cell {
  Kind kind = Kind::Message;
  Situation situation;
};

[[nodiscard]] std::string_view name(Kind kind);
/// "message/cut mid-ack".
[[nodiscard]] std::string name(const Cell& cell);
[[nodiscard]] constexpr bool has_points(Breakage breakage) { return breakage != Breakage::None; }
/// "octet" or "commit".
[[nodiscard]] std::string_view unit(Breakage breakage);

/// Every kind in every situation, in one order.
[[nodiscard]] std::vector<Cell> all_cells();

}  // namespace assay::sim::matrix
