#pragma once
// Writes down in the ledger what the people of a play give to their phones and what the phones tell them: the same where the phones are in
// a simulated world (play.cpp) and where they talk to a real server (conformance/matrix).

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reference/client/events.hpp"
#include "sim/matrix/cell.hpp"
#include "sim/matrix/ledger.hpp"

namespace assay::sim::matrix {

class Clerk {
 public:
  explicit Clerk(Kind kind);

  void add_phone(const std::string& name, const std::string& jid);
  [[nodiscard]] const std::string& jid_of(const std::string& phone) const { return jids_.at(phone); }

  /// What `id` says, always the same.
  [[nodiscard]] static std::string body_of(const std::string& id) { return "the body of " + id; }
  /// `from` gives his phone a message to `to`.
  void sends(const std::string& from, const std::string& to, const std::string& id);
  /// Or a broadcast.
  void broadcasts(const std::string& from, const std::vector<std::string>& to, const std::string& id);
  void hears(const std::string& phone, const client::Event& event);

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  void happened(const std::string& phone, const client::BroadcastAccepted& event);
  void happened(const std::string& phone, const client::Accepted& event);
  void happened(const std::string& phone, const client::Delivered& event);
  void happened(const std::string& phone, const client::MessageReceived& event);
  void happened(const std::string& phone, const client::SentElsewhere& event);
  void happened(const std::string& phone, const client::Failed& event);
  template <class Other>
  void happened(const std::string&, const Other&) {}

  [[nodiscard]] std::string known_as(const std::string& to, const std::string& id, const std::string& body);
  [[nodiscard]] std::string known_as(const std::string& id) const;

  Ledger ledger_;
  std::map<std::string, std::string> jids_;
  std::map<std::pair<std::string, std::string>, std::string> bodies_;  ///< of broadcasts: by addressee and body, the name in the books
  std::map<std::string, std::string> ids_;                             ///< the same by the message's id
};

}  // namespace assay::sim::matrix
