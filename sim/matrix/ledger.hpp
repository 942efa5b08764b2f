#pragma once
// What was sent, accepted and received, written down beside the server and the phones from what they tell their users: who keeps the books
// is not who handles the money. Accepted means delivered once on each device, or still queued, or returned by a rule that has a name.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::sim::matrix {

class Ledger {
 public:
  /// A device that gets what is sent to `account`.
  void add_device(std::string device, std::string account);
  /// The sender's device asks for a receipt, and the addressee is one who sends them.
  void expect_receipts() { receipts_expected_ = true; }

  void sent(std::string_view device, std::string_view to, std::string_view id, std::string_view body);
  void accepted(std::string_view id);
  void refused(std::string_view id, std::string_view condition);
  void received(std::string_view device, std::string_view from, std::string_view id, std::string_view body);
  /// Another device of the sender shows what was sent.
  void copied(std::string_view device, std::string_view to, std::string_view id, std::string_view body);
  /// A receipt for what was sent, shown on a device of its sender.
  void receipt(std::string_view device, std::string_view id);

  /// Nothing is missing: all that was sent is accepted or refused, and what was accepted is everywhere.
  [[nodiscard]] bool is_settled() const;
  /// (device, message) pairs that were accepted and not received or shown as copies: what may still be queued.
  [[nodiscard]] std::size_t outstanding() const;
  /// What must not have been, in the order in which it happened.
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  /// What is missing now.
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  enum class Fate { Sent, Accepted, Refused };
  struct Entry {
    std::string device;
    std::string from;
    std::string to;
    std::string body;
    std::size_t order = 0;  ///< among what the device sent
    Fate fate = Fate::Sent;
    std::set<std::string> receipts;  ///< devices of the sender that show one
    std::set<std::string> at;        ///< devices that have it
    std::set<std::string> copies;    ///< other devices of the sender that show it
  };

  [[nodiscard]] std::vector<std::string> devices_of(const std::string& account) const;
  [[nodiscard]] std::size_t awaited_copies(const Entry& entry) const { return devices_of(entry.from).size() - 1; }
  [[nodiscard]] bool is_missing_receipt(const Entry& entry) const;

  std::map<std::string, std::string, std::less<>> account_of_;  ///< by device
  std::map<std::string, Entry, std::less<>> entries_;           ///< by id
  std::map<std::string, std::size_t, std::less<>> sent_by_;
  std::map<std::pair<std::string, std::string>, std::size_t> last_;  ///< the order of the last message from a device to a device
  bool receipts_expected_ = false;
  std::vector<std::string> faults_;
};

}  // namespace assay::sim::matrix
