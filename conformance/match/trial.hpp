#pragma once
// Bindings made while something is being compared: they reach the scope only if the comparison succeeds as a whole.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "conformance/match/value.hpp"

namespace assay::conformance::match {

class Trial final : public Bindings {
 public:
  explicit Trial(Bindings& base) : base_(base) {}

  [[nodiscard]] std::optional<Value> lookup(std::string_view path) const override {
    if (const auto found = made_.find(path); found != made_.end()) {
      return found->second;
    }
    return base_.lookup(path);
  }
  void bind(std::string_view path, Value value) override { made_.insert_or_assign(std::string(path), std::move(value)); }

  void commit() {
    for (auto& [path, value] : made_) {
      base_.bind(path, std::move(value));
    }
    made_.clear();
  }

 private:
  Bindings& base_;
  std::map<std::string, Value, std::less<>> made_;
};

}  // namespace assay::conformance::match
