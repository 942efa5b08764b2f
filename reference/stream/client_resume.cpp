// Stream management (XEP-0198) as the client: enabled behind the binding, or, in its place, a session of before that is taken up again.

#include "reference/stream/client_stream.hpp"

namespace assay::stream {

namespace sm = stanza::sm;

void ClientStream::manage_result(const xml::Element& element, const Now& now) {
  if (is_early_stanza(element)) return;
  managed_ = sm::Enabled::parse(element);
  // Whoever offers it and refuses it is a server without it.
  if (managed_ || sm::Failed::parse(element)) return bound();
  end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than <enabled/>", now);
}

void ClientStream::resume() {
  phase_ = ClientPhase::Resuming;
  write(config_.resume->write());
}

void ClientStream::resume_result(const xml::Element& element, const Now& now) {
  const auto resumed = sm::Resumed::parse(element);
  if (resumed && resumed->previd == config_.resume->previd) {
    phase_ = ClientPhase::Bound;
    deadline_.reset();
    events_.push_back(StreamResumed{resumed->h});
    return;
  }
  const auto failed = sm::Failed::parse(element);
  if (!failed) {
    return end_with_error(ClientAbort::UnexpectedElement, "unsupported-stanza-type", "something else than the answer to <resume/>", now);
  }
  events_.push_back(ResumeFailed{failed->h});
  bind(now);  // section 5: on the same stream
}

}  // namespace assay::stream
