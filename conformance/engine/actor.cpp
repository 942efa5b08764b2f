#include "conformance/engine/actor.hpp"

#include <fmt/core.h>

#include "reference/base/bytes.hpp"
#include "reference/base/endpoint.hpp"

namespace assay::conformance::engine {

bool Actor::is_reached_at(std::string_view node) const {
  const auto found = variables_.find("push_node");
  return found != variables_.end() && found->second == node;
}

void Actor::forget(std::string_view field) {
  if (const auto found = variables_.find(field); found != variables_.end()) variables_.erase(found);
}

std::string Actor::bare_jid() const {
  if (owner_ != nullptr) return owner_->bare_jid();
  if (const auto jid = variables_.find("jid"); jid != variables_.end()) return jid->second;
  if (identity_.number.empty()) return target_.domain;
  return identity_.number.substr(1) + "@" + target_.domain;
}

Bytes Actor::channel_binding(std::string_view type) const {
  if (!target_.channel_binding || connection == nullptr || !connection->tls) return {};
  if (type == "tls-exporter") return connection->tls->exporter;
  if (type == "tls-server-end-point") return connection->tls->server_end_point;
  return {};
}

match::Value Actor::record() const {
  match::Value record{bare_jid(), {}};
  auto& fields = record.fields;
  fields["name"] = identity_.name;
  fields["domain"] = target_.domain;
  fields["key"] = base64(identity_.key.public_key);
  fields["binding"] = channel_binding("tls-exporter").empty() ? "none" : "tls-exporter";
  if (!identity_.number.empty()) {
    fields["number"] = identity_.number;
    fields["digits"] = identity_.number.substr(1);
    fields["user"] = fields["digits"];
  }
  fields["handled"] = fmt::format("{}", managed.handled);
  fields["sent"] = fmt::format("{}", managed.sent);
  for (const auto& [name, endpoint] : target_.endpoints) {
    if (name == "c2s") fields["server"] = to_text(endpoint);
    if (name == "c2s-tls") fields["server_tls"] = to_text(endpoint);
  }
  if (listens_at) {
    fields["host"] = listens_at->host;
    fields["port"] = fmt::format("{}", listens_at->port);
    fields["endpoint"] = to_text(*listens_at);
  }
  if (owner_ != nullptr) {
    const match::Value account = owner_->record();
    for (const char* field : {"user", "token", "password"}) {
      if (const auto known = account.fields.find(field); known != account.fields.end()) fields[field] = known->second;
    }
  }
  if (const auto token = variables_.find("token"); token != variables_.end()) fields["password"] = token->second;
  for (const auto& [name, value] : variables_) fields.insert_or_assign(name, value);
  return record;
}

}  // namespace assay::conformance::engine
