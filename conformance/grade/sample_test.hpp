#pragma once
// For the tests of this room: a small matrix with one of everything.

#include "conformance/grade/deletion.hpp"
#include "conformance/grade/matrix.hpp"

namespace assay::conformance::grade {

inline Matrix sample_matrix() {
  Matrix matrix;
  matrix.seed = 7;
  matrix.columns = {{"offline/order", "scenarios/offline/order.yaml", {"OFF-07"}},
                    {"offline/once#a", "scenarios/offline/once.yaml", {"OFF-08"}},
                    {"offline/once#b", "scenarios/offline/once.yaml", {"OFF-08"}},
                    {"xmpp/ping", "scenarios/xmpp/ping.yaml", {"XEP0199-4.2"}},
                    {"xmpp/idle", "scenarios/xmpp/idle.yaml", {"RFC6120-4.2"}}};
  matrix.rows = {{"pair-swapped", "wire", "Two come in the wrong order.", {"OFF-07"}, {{0, Outcome::Killed, {"OFF-07"}}}},
                 {"doubled",
                  "store",
                  "Each comes twice.",
                  {"OFF-08"},
                  {{0, Outcome::Collateral, {"OFF-07"}}, {1, Outcome::Killed, {"OFF-08", "MSG-03a"}}, {2, Outcome::Killed, {"OFF-08"}}}},
                 {"silent <ping>",
                  "wire",
                  "Pings are not answered.",
                  {"XEP0199-4.2"},
                  {{0, Outcome::Blocked, {}}, {1, Outcome::Error, {}}, {3, Outcome::Collateral, {"OFF-01"}}}},
                 {"unthought-of", "clock", "The clock strikes thirteen.", {"OFF-99"}, {}}};
  matrix.false_alarms = {{"xmpp/idle", "timeout: it did not come within 5 s"}};
  matrix.undefended = {{"OFF-01", true, false}, {"REG-03a", false, false}, {"RFC6120-4.2", true, true}};
  return matrix;
}

inline Deletions sample_deletions() {
  Deletions deletions;
  deletions.seed = 7;
  deletions.scenarios = 2;
  deletions.deleted = 9;
  deletions.unnoticed = {{"offline/order", "scenarios/offline/order.yaml", 12, "alice pings the server", "Only an answer proves it."},
                         {"xmpp/idle", "scenarios/xmpp/idle.yaml", 8, "bob sends: <presence/>", ""}};
  return deletions;
}

}  // namespace assay::conformance::grade
