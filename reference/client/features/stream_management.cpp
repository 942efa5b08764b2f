// Stream management (XEP-0198): counts asked for and told. Losing and resuming a stream is the session's business (session_resume.cpp).

#include "reference/stanza/stream_management.hpp"

#include "reference/client/feature.hpp"

namespace assay::client::features {
namespace {

namespace sm = stanza::sm;

class StreamManagement final : public Feature {
 public:
  bool element(Session& session, const xml::Element& element) override {
    if (element.ns() != sm::kNs) return false;
    if (!session.managed()) return true;
    if (element.local() == "r") session.tell_handled();
    const auto answer = sm::Answer::parse(element);
    if (answer && !session.counted(answer->h)) session.end_stream(stream::ClientAbort::UnexpectedElement);
    return true;
  }

  void turn_ends(Session& session) override {
    ManagedSession* managed = session.managed();
    if (managed == nullptr || !session.is_online()) return;
    if (managed->asked && session.handled() != managed->told) session.tell_handled();
    // Without ack:1 a message is accepted when it is counted: then it is worth asking.
    const bool waits = managed->message_unasked && !managed->acknowledges;
    if (!waits && managed->unasked < kAskAfter) return;
    session.ask_for_count();
  }
};

}  // namespace

std::unique_ptr<Feature> stream_management() { return std::make_unique<StreamManagement>(); }

}  // namespace assay::client::features
