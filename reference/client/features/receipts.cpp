// Delivery receipts (XEP-0184), the answering side: once for each message that asked, when the caller has it (MSG-07), and only to those
// who may see our presence, because a receipt tells that we are there (section 8).

#include "reference/stanza/receipts.hpp"

#include <deque>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"

namespace assay::client::features {
namespace {

class Receipts final : public Feature {
 public:
  void turn_ends(Session& session) override {
    // Before the roster has come everybody looks like a stranger.
    if (!session.is_online() || !session.contacts().is_known()) return;
    std::deque<ReceiptBook::Owed> later;
    for (ReceiptBook::Owed& owed : std::exchange(session.receipts().owed(), {})) {
      if (session.inbox().is_waiting(owed.key)) {
        later.push_back(std::move(owed));
      } else if (may_know(session, owed)) {
        answer(session, owed);
      }
    }
    session.receipts().owed() = std::move(later);
  }

 private:
  static bool may_know(const Session& session, const ReceiptBook::Owed& owed) {
    const auto to = jid::Jid::parse(owed.to);
    return to && session.contacts().sees_us(*to);
  }

  // To the account, not to the session that asked: that may be gone, and a receipt waits like any message.
  static void answer(Session& session, const ReceiptBook::Owed& owed) {
    if (session.outbox().is_full()) return;
    deliver(session, {{owed.to, {}, session.random().token(kIdOctets)}, owed.id, owed.type, {}, Told::Nobody});
  }
};

}  // namespace

std::unique_ptr<Feature> receipts() { return std::make_unique<Receipts>(); }

}  // namespace assay::client::features
