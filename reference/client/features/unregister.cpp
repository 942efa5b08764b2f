// The end of our account (spec chapter 02): at our wish, or because the number was registered anew by somebody who has it. Then nothing
// that opened it is of use any more, and it is erased (REG-28).

#include <string>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/stanza/registration.hpp"

namespace assay::client::features {
namespace {

class Ending final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (std::get_if<Unregister>(&command) == nullptr) return false;
    if (!session.is_online()) {
      session.emit(Failed{"unregister", "offline", "there is no stream", {}, {}});
      return true;
    }
    session.ask_server("set", xml::Element(stanza::registration::kNs, "unregister"), [](Session& s, const Answer& answer) {
      answer ? s.emit(Done{"unregister"}) : s.emit(failed("unregister", answer.error()));
    });
    return true;
  }

  void bound(Session& session) override { account_ = session.address()->bare().text(); }

  void stream_ended(Session& session, const stream::ClientStreamEnded& end) override {
    const std::string account = std::exchange(account_, {});
    const bool is_over = end.application == "replaced" || end.application == "unregistered" || end.application == "unlinked";
    if (is_over && !account.empty() && session.credentials().jid == account) session.credentials() = Credentials{};
  }

 private:
  std::string account_;  // of the stream
};

}  // namespace

std::unique_ptr<Feature> unregister() { return std::make_unique<Ending>(); }

}  // namespace assay::client::features
