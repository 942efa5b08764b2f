#pragma once
// Plays a list of steps. A flat interpreter with a stack of its own: blocks, calls and rounds are frames, a built-in sentence is a deed on
// top. It goes on until its deed waits; the parts of `together` are branches inside a frame.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "conformance/engine/book.hpp"
#include "conformance/engine/deed.hpp"
#include "conformance/engine/fork.hpp"
#include "conformance/engine/names.hpp"
#include "conformance/engine/scene.hpp"
#include "conformance/engine/stop.hpp"
#include "conformance/language/step.hpp"

namespace assay::conformance::engine {

/// How long a deed may wait, unless `within:` of its step or of one around it says otherwise. A bound on liveness only: no pass depends on
/// it, and pace.hpp says what is added.
inline constexpr Duration kPatience = std::chrono::seconds{5};

/// What the steps around hand down.
struct Inherited {
  std::optional<Duration> within;
  Ignored ignored;
};

/// What steps that are done have shown: a claim on them is met only if something in them could have failed it.
struct Shown {
  bool judged = false;  ///< a step that waits for the implementation was done
  std::string lacking;  ///< the first capability for want of which a step was left out

  void add(const Shown& inner) {
    judged = judged || inner.judged;
    if (lacking.empty()) lacking = inner.lacking;
  }
  /// All that could have judged was left out.
  [[nodiscard]] bool is_hollow() const { return !judged && !lacking.empty(); }
};

class Branch {
 public:
  enum class State { Waiting, Done, Stopped };

  /// `steps` and what `inherited` points to outlive the branch.
  Branch(Scene& scene, Book& book, const std::vector<language::Step>& steps, std::shared_ptr<Names> names, Inherited inherited);

  /// Goes on as far as it can.
  State advance();
  /// Stops a deed whose deadline is over; call after advance().
  State expire();
  /// Stops where it stands.
  void stop(Stop stop);
  /// Why it stopped. Valid in State::Stopped.
  [[nodiscard]] const Stop& stopped() const { return *stop_; }

  /// What its steps have shown. Complete in State::Done.
  [[nodiscard]] const Shown& shown() const { return shown_; }
  /// The deeds that wait now.
  [[nodiscard]] std::vector<const Deed*> waiting() const;
  [[nodiscard]] std::optional<Instant> next_deadline() const;

 private:
  struct Steps {
    const std::vector<language::Step>* list;
    std::size_t next = 0;
  };
  struct Rounds {
    const language::Step* step;
    std::vector<std::string> values;
    std::size_t next = 0;
  };
  struct Together {
    std::vector<std::unique_ptr<Branch>> parts;
  };
  struct Either {
    std::vector<std::unique_ptr<Branch>> parts;  ///< those whose first step the target's capabilities allow
    std::vector<std::size_t> indices;            ///< of the parts among the step's branches
    std::optional<Fork> fork;                    ///< until one is taken, which is then the only part
    std::optional<Patience> patience;            ///< of the first step that has most; there is one while there is a fork
  };
  struct Waited {
    std::unique_ptr<Deed> deed;
    Patience patience;
  };
  struct Frame {
    const language::Step* step = nullptr;  ///< completed when the frame ends; null: a part of one
    std::shared_ptr<Names> names;
    Inherited inherited;
    std::variant<Steps, Rounds, Together, Either, Waited> body;
    std::vector<std::pair<std::string, match::Value>> returned;
    Shown shown{};
  };

  /// Nothing: go on with the frame that is now on top.
  using Verdict = std::optional<State>;
  Verdict go_on(Steps& steps);
  Verdict go_on(Rounds& rounds);
  Verdict go_on(Together& together);
  Verdict go_on(Either& either);
  Verdict go_on(Waited& waited);

  Verdict begin(const language::Step& step);
  Verdict call(const language::Step& step, const Inherited& inherited);
  Verdict rounds(const language::Step& step, const Inherited& inherited);
  Verdict together(const language::Step& step, const Inherited& inherited);
  Verdict either(const language::Step& step, const Inherited& inherited);
  Verdict assign(const language::Step& step);
  Verdict return_values(const language::Step& step);
  Verdict deed(const language::Step& step, const Inherited& inherited);

  /// Goes on to its first deed, which is not polled. Null: it was left out for want of a capability, or the branch has stopped.
  Deed* prepared();
  [[nodiscard]] Shown left_out_so_far() const;
  void take(Either& either, std::size_t part);
  [[nodiscard]] static const std::vector<std::unique_ptr<Branch>>* parts_of(const Frame& frame);
  [[nodiscard]] static std::optional<Instant> wakes_at(const Either& either);
  void push(Frame frame);
  void complete();
  void bind_returned(const Frame& frame);
  [[nodiscard]] Actor* actor_of(const language::Argument& argument) const;
  [[nodiscard]] const language::Definition* definition_for(const language::Step& step) const;
  Verdict stop_at(const language::Step& step, Stop reason);
  [[nodiscard]] std::string said(const language::Step& step) const;
  void add_frames_to(Stop& stop) const;
  [[nodiscard]] Stop timeout(const Waited& waited) const;
  [[nodiscard]] Stop timeout(const Either& either) const;
  /// Our own machine did not let us judge while we waited.
  [[nodiscard]] static std::optional<Stop> lateness(const Patience& patience);
  /// How long we have waited, for people.
  [[nodiscard]] std::string span_of(const Patience& patience) const;

  Scene& scene_;
  Book& book_;
  std::vector<Frame> frames_;
  std::optional<Stop> stop_;
  Shown shown_;
};

}  // namespace assay::conformance::engine
