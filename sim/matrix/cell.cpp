#include "sim/matrix/cell.hpp"

#include <chrono>

namespace assay::sim::matrix {
namespace {

using std::chrono::minutes;

constexpr Duration kBeyondResumption = minutes{6};

std::vector<Situation> situations() {
  std::vector<Situation> list = {
      {"online", Breakage::None, {}, Recipient::There, false, {}},
      {"offline", Breakage::None, {}, Recipient::Away, false, {}},
      {"never back", Breakage::None, {}, Recipient::Gone, false, {}},
  };
  const struct {
    const char* name;
    Breakage breakage;
    const char* whose;
    Recipient recipient;
  } cuts[] = {
      {"cut mid-message", Breakage::CutUp, "alice", Recipient::There},
      {"cut mid-ack", Breakage::CutDown, "alice", Recipient::There},
      {"cut mid-delivery", Breakage::CutDown, "bob", Recipient::There},
      {"cut mid-answer", Breakage::CutUp, "bob", Recipient::There},
      {"cut mid-backlog", Breakage::CutDown, "bob", Recipient::Away},
      {"cut mid-backlog-ack", Breakage::CutUp, "bob", Recipient::Away},
      {"cut mid-message, recipient away", Breakage::CutUp, "alice", Recipient::Away},
  };
  for (const auto& cut : cuts) {
    list.push_back({std::string(cut.name) + ", resumed", cut.breakage, cut.whose, cut.recipient, false, {}});
    list.push_back({std::string(cut.name) + ", session lost", cut.breakage, cut.whose, cut.recipient, false, kBeyondResumption});
  }
  for (const auto& [when, recipient] : {std::pair{"", Recipient::There}, std::pair{", recipient away", Recipient::Away}}) {
    list.push_back({std::string("crash before commit") + when, Breakage::CrashBefore, {}, recipient, false, {}});
    list.push_back({std::string("crash behind commit") + when, Breakage::CrashBehind, {}, recipient, false, {}});
    list.push_back({std::string("disk full") + when, Breakage::DiskFull, {}, recipient, false, {}});
  }
  for (const auto& [what, breakage] : {std::pair{"cut mid-delivery", Breakage::CutDown}, std::pair{"cut mid-answer", Breakage::CutUp}}) {
    list.push_back({std::string("second device, ") + what + ", resumed", breakage, "tablet", Recipient::There, true, {}});
    list.push_back(
        {std::string("second device, ") + what + ", session lost", breakage, "tablet", Recipient::There, true, kBeyondResumption});
  }
  list.push_back({"second device, crash before commit", Breakage::CrashBefore, {}, Recipient::There, true, {}});
  list.push_back({"second device, crash behind commit", Breakage::CrashBehind, {}, Recipient::There, true, {}});
  list.push_back({"second device, phone away", Breakage::None, {}, Recipient::Away, true, {}});
  return list;
}

}  // namespace

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::Message: return "message";
    case Kind::Receipt: return "receipt";
    case Kind::Broadcast: break;
  }
  return "broadcast";
}

std::string name(const Cell& cell) { return std::string(name(cell.kind)) + "/" + cell.situation.name; }

std::string_view unit(Breakage breakage) { return breakage == Breakage::CutUp || breakage == Breakage::CutDown ? "octet" : "commit"; }

std::vector<Cell> all_cells() {
  std::vector<Cell> cells;
  for (const Kind kind : {Kind::Message, Kind::Receipt, Kind::Broadcast}) {
    for (const Situation& situation : situations()) cells.push_back({kind, situation});
  }
  return cells;
}

}  // namespace assay::sim::matrix
