#include <gtest/gtest.h>

#include "reference/client/chat/part.hpp"
#include "reference/client/scripted_phone.hpp"

namespace assay::chat {
namespace {

template <class Each, std::size_t... I>
void for_each_event(const Each& each, std::index_sequence<I...>) {
  (each(client::Event(std::in_place_index<I>), I), ...);
}

// A part that is to show a new event of the client, or to pass over it, has to say so.
TEST(Parts, EveryEventIsOneParts) {
  client::ScriptedPhone phone(client::ScriptedPhone::usual_config(), client::ScriptedPhone::registered());
  Desk desk(phone.client, Screen(Colour::Never, {}));
  const auto count = [&](const client::Event& event, std::size_t index) {
    const bool answers = std::holds_alternative<client::Done>(event) || std::holds_alternative<client::Failed>(event) ||
                         std::holds_alternative<client::Synced>(event);  // whose they are depends on the command
    int takers = 0;
    for (const auto& part : parts::all()) takers += part->show(desk, event, phone.now) ? 1 : 0;
    EXPECT_EQ(takers, answers ? 0 : 1) << "alternative " << index << " of client::Event";
  };
  for_each_event(count, std::make_index_sequence<std::variant_size_v<client::Event>>());
}

}  // namespace
}  // namespace assay::chat
