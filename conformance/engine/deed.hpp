#pragma once
// A built-in sentence while it is being done. Most are done at once; those that receive wait and are polled after each input.

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conformance/engine/names.hpp"
#include "conformance/engine/scene.hpp"
#include "conformance/engine/stop.hpp"
#include "conformance/language/step.hpp"

namespace assay::conformance::engine {

struct Waiting {};
struct Done {};
using Progress = std::variant<Waiting, Done, Stop>;

/// Something came that a step does not want, and why not: lines of path diff, or nothing where it is of another kind.
struct Misfit {
  std::string why;
};
/// Whether what came begins a branch of `either`.
using Opening = std::variant<Waiting, Done, Misfit>;

/// Templates whose stanzas nobody minds: those of the steps around, innermost first, then the file's.
using Ignored = std::vector<const std::vector<match::ElementTemplate>*>;

/// What a deed works with. All references outlive it.
struct Cue {
  Scene& scene;
  const language::Step& step;
  std::shared_ptr<Names> names;
  Actor* actor = nullptr;  ///< null for sentences without one
  Ignored ignored;
};

class Deed {
 public:
  explicit Deed(Cue cue) : cue_(std::move(cue)) {}
  Deed(const Deed&) = delete;
  Deed& operator=(const Deed&) = delete;
  virtual ~Deed() = default;

  /// Called once at the start and then after every input until it is not Waiting. Binds names, takes from inboxes, sends.
  [[nodiscard]] virtual Progress poll() = 0;
  /// As the first step of a branch of `either`, instead of poll(): whether what came is what it waits for. Takes and binds nothing; poll()
  /// follows if it is. Deeds that cannot stand there answer Done.
  [[nodiscard]] virtual Opening opening() { return Done{}; }
  /// What it waits for, for the report of a timeout: "<message .../>", "the closing tag".
  [[nodiscard]] virtual std::string awaited() const = 0;
  /// The difference to what came nearest, if a deed knows one.
  [[nodiscard]] virtual std::string nearest() const { return {}; }
  /// Instead of a deadline: when the deed is done by itself.
  [[nodiscard]] virtual std::optional<Instant> wakes_at() const { return std::nullopt; }
  [[nodiscard]] virtual bool wants_quiescence() const { return false; }

  [[nodiscard]] Actor* actor() const { return cue_.actor; }
  [[nodiscard]] const Cue& cue() const { return cue_; }

 protected:
  Cue cue_;
};

/// Null for verbs that Branch does itself: blocks, calls, let, returns.
[[nodiscard]] std::unique_ptr<Deed> make_deed(Cue cue);

}  // namespace assay::conformance::engine
