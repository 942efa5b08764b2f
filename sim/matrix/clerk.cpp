#include "sim/matrix/clerk.hpp"

namespace assay::sim::matrix {
namespace {

std::string name_in_the_books(const std::string& id, const std::string& to) { return id + " for " + to; }

}  // namespace

Clerk::Clerk(Kind kind) {
  if (kind != Kind::Message) ledger_.expect_receipts();
}

void Clerk::add_phone(const std::string& name, const std::string& jid) {
  jids_.emplace(name, jid);
  ledger_.add_device(name, jid);
}

void Clerk::sends(const std::string& from, const std::string& to, const std::string& id) {
  ledger_.sent(from, jids_.at(to), id, body_of(id));
}

void Clerk::broadcasts(const std::string& from, const std::vector<std::string>& to, const std::string& id) {
  for (const std::string& one : to) {
    bodies_.emplace(std::pair{jids_.at(one), body_of(id)}, name_in_the_books(id, one));
    ledger_.sent(from, jids_.at(one), name_in_the_books(id, one), body_of(id));
  }
}

void Clerk::hears(const std::string& phone, const client::Event& event) {
  std::visit([&](const auto& what) { happened(phone, what); }, event);
}

// Each message of a broadcast has an id that its sender learns with the answer, which may be later than its recipient gets it. The
// books know it by its body.
std::string Clerk::known_as(const std::string& to, const std::string& id, const std::string& body) {
  const auto one = bodies_.find({to, body});
  if (one == bodies_.end()) return id;
  ids_[id] = one->second;
  return one->second;
}

std::string Clerk::known_as(const std::string& id) const {
  const auto one = ids_.find(id);
  return one == ids_.end() ? id : one->second;
}

void Clerk::happened(const std::string&, const client::BroadcastAccepted& event) {
  for (const auto& message : event.messages) {
    const auto one = bodies_.find({message.to, body_of(event.id)});
    if (one == bodies_.end()) continue;
    ids_[message.id] = one->second;
    ledger_.accepted(one->second);
  }
}

void Clerk::happened(const std::string&, const client::Accepted& event) { ledger_.accepted(event.id); }

void Clerk::happened(const std::string& phone, const client::Delivered& event) { ledger_.receipt(phone, known_as(event.id)); }

void Clerk::happened(const std::string& phone, const client::MessageReceived& event) {
  ledger_.received(phone, event.from, known_as(jid_of(phone), event.id, event.body), event.body);
}

void Clerk::happened(const std::string& phone, const client::SentElsewhere& event) {
  ledger_.copied(phone, event.to, event.id, event.body);
}

void Clerk::happened(const std::string&, const client::Failed& event) {
  if (event.command == "send") ledger_.refused(event.id, event.condition);
  if (event.command != "broadcast") return;
  for (const auto& [to_and_body, name] : bodies_) {
    if (to_and_body.second == body_of(event.id)) ledger_.refused(name, event.condition);
  }
}

}  // namespace assay::sim::matrix
