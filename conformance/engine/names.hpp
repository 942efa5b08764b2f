#pragma once
// The names that a step sees: those of its sentence (or of the file), and the cast. A parameter that stands for an actor is that actor.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/engine/actor.hpp"
#include "conformance/match/value.hpp"

namespace assay::conformance::engine {

class Scene;

class Names final : public match::Bindings {
 public:
  /// `outer`: the scope around a block, or null for a file's or a sentence's own, which sees the cast alone beyond it.
  explicit Names(Scene& scene, std::shared_ptr<Names> outer = nullptr) : scene_(scene), outer_(std::move(outer)) {}

  [[nodiscard]] std::optional<match::Value> lookup(std::string_view path) const override;
  void bind(std::string_view path, match::Value value) override;

  /// From now on `parameter` means that actor.
  void alias(std::string parameter, Actor& actor) { aliases_.insert_or_assign(std::move(parameter), &actor); }
  /// The actor that a parameter or a name of the cast means; null if none.
  [[nodiscard]] Actor* find_actor(std::string_view name) const;
  /// The actor that an argument stands for: a parameter, a text that names one of the cast, or the name itself. Null if none.
  [[nodiscard]] Actor* actor_of(const language::Argument& argument) const;

 private:
  [[nodiscard]] const match::Value* find(std::string_view name) const;
  [[nodiscard]] match::Value* find(std::string_view name);

  Scene& scene_;
  std::shared_ptr<Names> outer_;
  std::map<std::string, Actor*, std::less<>> aliases_;
  std::map<std::string, match::Value, std::less<>> bound_;
};

}  // namespace assay::conformance::engine
