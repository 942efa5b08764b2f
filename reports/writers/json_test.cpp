// The JSON report against reports/model/report.schema.json, by a reader of the part of JSON Schema that file uses.
#include "reports/writers/json.hpp"

#include <algorithm>
#include <fstream>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "reports/writers/sample_test.hpp"
#include "source_folder.hpp"

namespace assay::reports {
namespace {

using Json = nlohmann::json;

Json schema() {
  std::ifstream file(ASSAY_SOURCE_DIR "/reports/model/report.schema.json");
  return Json::parse(file);
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  return type == "integer" && value.is_number_integer();
}

/// Stricter than JSON Schema in one thing: a member that the schema does not name is an error, so that the schema stays complete.
class Validator {
 public:
  explicit Validator(Json root) : root_(std::move(root)) {}

  std::vector<std::string> complaints_about(const Json& value) {
    check(value, root_, "$");
    return complaints_;
  }

 private:
  void check(const Json& value, const Json& rule, const std::string& path) {
    if (rule.contains("$ref")) {
      const auto name_of_it = rule["$ref"].get<std::string>().substr(std::string("#/$defs/").size());
      return check(value, root_["$defs"].at(name_of_it), path);
    }
    if (rule.contains("const") && value != rule["const"]) complain(path, "is not the constant");
    if (rule.contains("enum") && std::find(rule["enum"].begin(), rule["enum"].end(), value) == rule["enum"].end()) {
      complain(path, "is none of the enumeration: " + value.dump());
    }
    if (rule.contains("type") && !has_type(value, rule["type"])) return complain(path, "has another type");
    if (rule.contains("pattern") && !std::regex_search(value.get<std::string>(), std::regex(rule["pattern"].get<std::string>()))) {
      complain(path, "does not match");
    }
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) check(value[i], rule.at("items"), path + "[" + std::to_string(i) + "]");
    }
    if (value.is_object()) check_members(value, rule, path);
  }

  void check_members(const Json& value, const Json& rule, const std::string& path) {
    for (const Json& member : rule.at("required")) {
      if (!value.contains(member.get<std::string>())) complain(path, "lacks " + member.get<std::string>());
    }
    for (const auto& [key, member] : value.items()) {
      if (!rule.at("properties").contains(key)) {
        complain(path, "has the unknown member " + key);
      } else {
        check(member, rule["properties"][key], path + "." + key);
      }
    }
  }

  void complain(const std::string& path, const std::string& what) { complaints_.push_back(path + " " + what); }

  Json root_;
  std::vector<std::string> complaints_;
};

std::vector<std::string> complaints(const Json& report) { return Validator(schema()).complaints_about(report); }

TEST(JsonSchema, TakesTheSample) { EXPECT_EQ(complaints(Json::parse(json(sample_run()))), std::vector<std::string>{}); }

TEST(JsonSchema, TakesAStoppedRun) {
  RunReport run;
  run.stopped = Stopped{ExitCode::BadInput, "no such target"};
  EXPECT_EQ(complaints(Json::parse(json(run))), std::vector<std::string>{});
}

TEST(JsonSchema, RefusesAnotherShape) {
  Json report = Json::parse(json(sample_run()));
  report["schema"] = "assay-report/2";
  report["scenarios"][0]["verdict"] = "great";
  report["scenarios"][0].erase("ladder");
  report["seed"] = 42;
  EXPECT_EQ(complaints(report).size(), 4U);
}

TEST(Json, KeepsWhatADoubleWouldNot) {
  RunReport run = sample_run();
  run.seed = 18'446'744'073'709'551'615U;
  EXPECT_EQ(Json::parse(json(run))["seed"], "18446744073709551615");
}

TEST(Json, RollsRequirementsUp) {
  const Json report = Json::parse(json(sample_run()));
  const auto& requirements = report["requirements"];
  const auto found = std::find_if(requirements.begin(), requirements.end(), [](const Json& r) { return r["id"] == "OFF-01"; });
  ASSERT_NE(found, requirements.end());
  EXPECT_EQ((*found)["verdict"], "pass");
  EXPECT_EQ((*found)["scenarios"], Json::array({"offline/order", "offline/full#octets"}));
}

}  // namespace
}  // namespace assay::reports
