#include "conformance/match/value.hpp"

namespace assay::conformance::match {

std::optional<Value> Scope::lookup(std::string_view path) const {
  if (const auto found = bound_.find(path); found != bound_.end()) {
    return found->second;
  }
  const auto dot = path.find('.');
  if (dot != std::string_view::npos) {
    if (const auto record = bound_.find(path.substr(0, dot)); record != bound_.end()) {
      const auto field = record->second.fields.find(path.substr(dot + 1));
      return field == record->second.fields.end() ? std::nullopt : std::optional(Value{field->second, {}});
    }
  }
  return outer_ == nullptr ? std::nullopt : outer_->lookup(path);
}

void Scope::bind(std::string_view path, Value value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    bound_.insert_or_assign(std::string(path), std::move(value));
    return;
  }
  const auto name = path.substr(0, dot);
  auto record = lookup(name).value_or(Value());
  record.fields.insert_or_assign(std::string(path.substr(dot + 1)), std::move(value.text));
  bound_.insert_or_assign(std::string(name), std::move(record));
}

}  // namespace assay::conformance::match
