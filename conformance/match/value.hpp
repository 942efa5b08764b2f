#pragma once
// Values, and the scopes that hold them. A value is a text; some have named fields beside it ({f.message}, {alice.number}).

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/result.hpp"

namespace assay::conformance::match {

struct Value {
  std::string text;
  std::map<std::string, std::string, std::less<>> fields;
  friend bool operator==(const Value&, const Value&) = default;
};

/// What templates see of the names in scope. Implementations: Scope below, the engine's frames, and Trial inside match().
class Bindings {
 public:
  virtual ~Bindings() = default;
  /// `path` is a name or "name.field". A record's name alone gives the record.
  [[nodiscard]] virtual std::optional<Value> lookup(std::string_view path) const = 0;
  /// Binds in the innermost scope. "name.field" sets one field of a record (or of an actor, where the engine knows one by that name).
  virtual void bind(std::string_view path, Value value) = 0;
};

/// A plain scope inside another one, or alone (`outer` null). `outer` must outlive it.
class Scope : public Bindings {
 public:
  explicit Scope(const Bindings* outer = nullptr) : outer_(outer) {}
  [[nodiscard]] std::optional<Value> lookup(std::string_view path) const override;
  void bind(std::string_view path, Value value) override;
  /// What was bound here, in alphabetical order.
  [[nodiscard]] const std::map<std::string, Value, std::less<>>& bound() const { return bound_; }

 private:
  const Bindings* outer_;
  std::map<std::string, Value, std::less<>> bound_;
};

/// The functions that `{f(a, b)}` calls. May draw randomness, hence not const.
class FunctionTable {
 public:
  virtual ~FunctionTable() = default;
  [[nodiscard]] virtual bool has(std::string_view name) const = 0;
  /// The error is a message for people that names the function: wrong number of arguments, not base64...
  [[nodiscard]] virtual Result<Value, std::string> call(std::string_view name, const std::vector<Value>& arguments) = 0;
};

}  // namespace assay::conformance::match
