#include "conformance/language/exclusive.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "conformance/language/time_unit.hpp"

namespace assay::conformance::language {
namespace {

enum class Within { Once, Rounds };

bool is_for_the_whole(Verb verb) {
  switch (verb) {
    case Verb::KillServer:
    case Verb::StopServer:
    case Verb::StartServer:
    case Verb::PauseServer:
    case Verb::ResumeServer:
    case Verb::JumpForward:
    case Verb::JumpBack: return true;
    case Verb::SearchStore: return true;  // what others let it keep could look like it
    default: return false;
  }
}

bool is_long(const Step& step, Within within) {
  if (step.verb != Verb::Pass) return false;
  const std::string* count = step.arguments[0].value.literal();
  const std::string* unit = step.arguments[1].value.literal();
  if (within == Within::Rounds || count == nullptr || unit == nullptr) return true;
  const auto span = time_span(*count, *unit);
  return !span || *span > kWaitedForReally;
}

class Search {
 public:
  const Step* in(const std::vector<Step>& steps, Within within) {
    for (const Step& step : steps) {
      if (const Step* found = in(step, within)) return found;
    }
    return nullptr;
  }

 private:
  const Step* in(const Step& step, Within within) {
    if (is_for_the_whole(step.verb) || is_long(step, within)) return &step;
    const Within inside = step.verb == Verb::ForEach ? Within::Rounds : within;
    for (const auto& branch : step.branches) {
      if (const Step* found = in(branch, inside)) return found;
    }
    for (const Definition* definition : step.candidates) {
      if (!seen_.insert({definition, inside}).second) continue;
      if (const Step* found = in(definition->steps, inside)) return found;
    }
    return nullptr;
  }

  std::set<std::pair<const Definition*, Within>> seen_;
};

}  // namespace

std::string why_exclusive(const std::vector<Step>& steps) {
  const Step* found = Search().in(steps, Within::Once);
  return found == nullptr ? std::string() : fmt::format("{} ({}:{})", found->text, found->where.file, found->where.place.line);
}

}  // namespace assay::conformance::language
