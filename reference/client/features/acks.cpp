// Durable acknowledgement (spec chapter 04), the server's half of it: <ack/> says that a message of ours is safe (MSG-02). Ours for what
// the server delivers is written when the caller takes the message: Session::next_event().

#include "reference/client/feature.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/stanza/ack.hpp"

namespace assay::client::features {
namespace {

class Acks final : public Feature {
 public:
  bool element(Session& session, const xml::Element& element) override {
    if (element.ns() != stanza::ack::kNs) return false;
    const auto ack = stanza::ack::Ack::parse(element);
    if (ack && ack->stamp) session.learn_time(*ack->stamp);
    if (ack) accepted(session, ack->id, ack->stamp);
    return true;
  }
};

}  // namespace

std::unique_ptr<Feature> acks() { return std::make_unique<Acks>(); }

}  // namespace assay::client::features
