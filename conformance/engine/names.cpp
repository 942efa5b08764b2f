#include "conformance/engine/names.hpp"

#include <utility>

#include "conformance/engine/scene.hpp"

namespace assay::conformance::engine {

namespace {

std::pair<std::string_view, std::string_view> split(std::string_view path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

std::optional<match::Value> part(const match::Value& record, std::string_view field) {
  if (field.empty()) return record;
  const auto found = record.fields.find(field);
  if (found == record.fields.end()) return std::nullopt;
  return match::Value{found->second, {}};
}

}  // namespace

const match::Value* Names::find(std::string_view name) const {
  if (const auto found = bound_.find(name); found != bound_.end()) return &found->second;
  return outer_ ? std::as_const(*outer_).find(name) : nullptr;
}

match::Value* Names::find(std::string_view name) { return const_cast<match::Value*>(std::as_const(*this).find(name)); }

Actor* Names::find_actor(std::string_view name) const {
  if (const auto found = aliases_.find(name); found != aliases_.end()) return found->second;
  return outer_ ? outer_->find_actor(name) : scene_.find_actor(name);
}

Actor* Names::actor_of(const language::Argument& argument) const {
  if (!argument.reference) return find_actor(argument.word);
  const match::Value* text = find(*argument.reference);
  return text == nullptr ? find_actor(*argument.reference) : scene_.find_actor(text->text);
}

std::optional<match::Value> Names::lookup(std::string_view path) const {
  const auto [name, field] = split(path);
  if (const match::Value* value = find(name)) return part(*value, field);
  if (const Actor* actor = find_actor(name)) return part(actor->record(), field);
  return std::nullopt;
}

void Names::bind(std::string_view path, match::Value value) {
  const auto [name, field] = split(path);
  if (field.empty()) {
    bound_.insert_or_assign(std::string(name), std::move(value));
  } else if (match::Value* record = find(name)) {
    record->fields.insert_or_assign(std::string(field), std::move(value.text));
  } else if (Actor* actor = find_actor(name)) {
    scene_.set_variable(*actor, field, std::move(value.text));
  } else {
    bound_[std::string(name)].fields.insert_or_assign(std::string(field), std::move(value.text));
  }
}

}  // namespace assay::conformance::engine
