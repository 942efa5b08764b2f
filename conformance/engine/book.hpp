#pragma once
// Keeps account of what a play judged: each requirement that the file or one of its steps claims, and what became of it.

#include <optional>
#include <string>
#include <vector>

#include "conformance/engine/stop.hpp"
#include "conformance/engine/target.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "reports/model/scenario_report.hpp"

namespace assay::conformance::engine {

[[nodiscard]] reports::Place place_of(const language::Where& where);

class Book {
 public:
  /// All three outlive the book.
  Book(const language::Scenario& scenario, const language::RequirementTable& requirements, const Target& target);

  /// The first of these capabilities that the target lacks.
  [[nodiscard]] std::optional<std::string> missing(const std::vector<std::string>& needs) const;
  /// Why this scenario cannot be played here at all: a verdict on all its claims.
  bool refuses_all();

  void passed(const language::Step& step);
  /// The step and all inside it were left out for want of a capability.
  void skipped(const language::Step& step, const std::string& capability);
  /// The step was played, but all in it that could have judged was left out.
  void left_out(const language::Step& step, const std::string& capability);
  /// Of an `either`, the branch of that index was taken: what the others claim is a freedom not taken.
  void took(const language::Step& step, std::size_t index);
  void stopped(const Stop& stop);
  /// The cast could not be set up.
  void blocked(const Stop& stop);
  /// All steps were played and nothing was left unread. `lacking`: the capability for want of which all that could have judged was left
  /// out, or empty.
  void completed(const std::string& lacking);

  /// One check for each requirement, in order of first appearance, and the verdict of all.
  void write_to(reports::ScenarioReport& report) const;

 private:
  struct Decision {
    reports::Outcome outcome;
    reports::WhyNot why;
    std::string reason;
    reports::Place place;
  };
  struct Claim {
    std::string requirement;
    const language::Step* step;  ///< null: the file's
    std::optional<Decision> decision;
  };

  [[nodiscard]] static Decision for_want_of(const std::string& capability, reports::Place place);
  void claim(const std::vector<language::Step>& steps);
  void decide(Claim& claim, const Decision& decision);
  void not_taken(const std::vector<language::Step>& steps, const Decision& decision);
  void decide_for(const language::Step* step, const Decision& decision);
  void decide_undecided(const Decision& decision);
  [[nodiscard]] const language::Step* answerable(const Stop& stop) const;
  [[nodiscard]] reports::Check check(const Claim& claim) const;
  [[nodiscard]] reports::Level level(const std::string& requirement) const;
  void write_failure(const Stop& stop, std::vector<std::string> requirements);
  [[nodiscard]] reports::Place place(const Stop& stop) const;

  const language::Scenario& scenario_;
  const language::RequirementTable& requirements_;
  const Target& target_;
  std::vector<Claim> claims_;
  std::vector<reports::Failure> failures_;
  std::vector<reports::Choice> choices_;
  std::string reason_;  ///< of whatever ended the play early
};

/// The step as written, with its template.
[[nodiscard]] std::string as_written(const language::Step& step);

}  // namespace assay::conformance::engine
