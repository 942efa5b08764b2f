// The account's PIN (spec chapter 02): set and removed while online. What a registration needs of it is registration.cpp's.

#include "reference/stanza/pin.hpp"

#include "reference/client/feature.hpp"

namespace assay::client::features {
namespace {

class Pin final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* set = std::get_if<SetPin>(&command);
    if (set == nullptr) return false;
    if (!session.is_online()) {
      session.emit(Failed{"pin", "offline", "there is no stream", {}, {}});
      return true;
    }
    session.ask_server("set", set->pin.empty() ? stanza::pin::remove() : stanza::pin::Set{set->pin}.write(), [](Session& s, const Answer& answer) {
      answer ? s.emit(Done{"pin"}) : s.emit(failed("pin", answer.error()));
    });
    return true;
  }
};

}  // namespace

std::unique_ptr<Feature> pin() { return std::make_unique<Pin>(); }

}  // namespace assay::client::features
