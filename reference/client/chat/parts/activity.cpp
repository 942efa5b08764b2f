// What the others are doing in the conversation.

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"

namespace assay::chat::parts {
namespace {

class Activities final : public Part {
 public:
  std::string title() const override { return {}; }
  std::vector<Word> words() override { return {}; }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    const auto* activity = std::get_if<client::Activity>(&event);
    if (!activity) return false;
    if (activity->activity != "paused") {
      desk.screen.note(
          fmt::format("{} is {}...", desk.short_name(activity->from), activity->activity == "composing" ? "typing" : "recording"));
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<Part> activity() { return std::make_unique<Activities>(); }

}  // namespace assay::chat::parts
