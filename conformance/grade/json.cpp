#include <nlohmann/json.hpp>

#include "conformance/grade/writers.hpp"

namespace assay::conformance::grade {
namespace {

using Json = nlohmann::ordered_json;

std::string written(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json cell_of(const Matrix& matrix, const Cell& cell) {
  return {{"case", matrix.columns[cell.column].id}, {"outcome", name(cell.outcome)}, {"on", cell.on}};
}

Json row_of(const Matrix& matrix, const Row& row) {
  Json cells = Json::array();
  for (const Cell& cell : row.cells) cells.push_back(cell_of(matrix, cell));
  return {{"name", row.defect},
          {"seam", row.seam},
          {"lie", row.lie},
          {"violates", row.violates},
          {"caught", is_caught(row)},
          {"claimed", is_claimed(matrix, row)},
          {"collateral", collateral(row)},
          {"cases", std::move(cells)}};
}

}  // namespace

std::string json(const Matrix& matrix) {
  Json cases = Json::array();
  for (const Column& column : matrix.columns) cases.push_back({{"id", column.id}, {"file", column.file}, {"claims", column.claims}});
  Json defects = Json::array();
  for (const Row& row : matrix.rows) defects.push_back(row_of(matrix, row));
  Json alarms = Json::array();
  for (const FalseAlarm& alarm : matrix.false_alarms) alarms.push_back({{"id", alarm.id}, {"reason", alarm.reason}});
  Json idle_cases = Json::array();
  if (matrix.is_whole) {
    for (const std::size_t column : idle(matrix)) idle_cases.push_back(matrix.columns[column].id);
  }
  Json musts = Json::array();
  for (const Undefended& one : matrix.undefended)
    musts.push_back({{"requirement", one.requirement}, {"checked", one.is_checked}, {"standard", one.is_standard}});
  return written({{"seed", matrix.seed},
                  {"extent", matrix.extent == Extent::Every ? "every" : "claimed"},
                  {"green", is_green(matrix)},
                  {"cases", std::move(cases)},
                  {"defects", std::move(defects)},
                  {"false_alarms", std::move(alarms)},
                  {"idle", std::move(idle_cases)},
                  {"undefended", std::move(musts)}});
}

std::string json(const Deletions& deletions) {
  Json unnoticed = Json::array();
  for (const Unnoticed& one : deletions.unnoticed) {
    unnoticed.push_back({{"scenario", one.scenario}, {"file", one.file}, {"line", one.line}, {"step", one.step}, {"because", one.because}});
  }
  return written({{"seed", deletions.seed},
                  {"green", is_green(deletions)},
                  {"scenarios", deletions.scenarios},
                  {"deleted", deletions.deleted},
                  {"unnoticed", std::move(unnoticed)}});
}

}  // namespace assay::conformance::grade
