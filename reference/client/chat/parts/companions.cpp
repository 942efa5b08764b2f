// Other devices of the account (chapter 09).

#include <fmt/core.h>

#include "reference/client/chat/part.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat::parts {
namespace {

void link(Desk& desk, std::string_view text, const Now& now) {
  const auto [key, name] = halves(text);
  if (name.empty()) return desk.screen.complain("Which key, and what is it? /link KEY Laptop");
  desk.client.perform(client::LinkDevice{std::string(key), std::string(name)}, now);
}

void unlink(Desk& desk, std::string_view id, const Now& now) {
  if (id.empty()) return desk.screen.complain("Which one? /devices shows them");
  desk.client.perform(client::UnlinkDevice{std::string(id)}, now);
}

void show_all(Desk& desk, const client::Devices& devices) {
  if (devices.devices.empty()) return desk.screen.note("There is no companion. /companion on the other device shows its key.");
  for (const client::Device& device : devices.devices) {
    const char* state = device.self ? ", this one" : device.active ? "" : ", not here yet";
    desk.screen.note(fmt::format("{} ({}{})", printable(device.name), printable(device.id), state));
  }
}

void show_changed(Desk& desk, const client::DeviceChanged& changed) {
  const std::string name = printable(changed.name);
  const std::string device = printable(changed.device);
  if (changed.what == "unlinked") return desk.screen.note(fmt::format("{} ({}) is no companion any more.", name, device));
  const char* what = changed.what == "linked" ? "was linked to" : "is a companion of";
  desk.screen.complain(fmt::format("{} ({}) {} your account. If that was not you: /unlink {} on your phone.", name, device, what, device));
}

class Companions final : public Part {
 public:
  std::string title() const override { return "Companions"; }

  std::vector<Word> words() override {
    return {
        {"companion", "", "be one of another phone: shows your key, and waits",
         [](Desk& desk, std::string_view, const Now& now) { desk.client.perform(client::BecomeCompanion{}, now); }},
        {"link", "KEY NAME", "let one in by the key that it shows", link},
        {"devices", "", "see them", [](Desk& desk, std::string_view, const Now& now) { desk.client.perform(client::ListDevices{}, now); }},
        {"unlink", "ID", "take one away", unlink},
    };
  }

  bool show(Desk& desk, const client::Event& event, const Now&) override {
    return std::visit(overloaded{
                          [&](const client::CompanionKey& e) {
                            desk.screen.note("On your phone, type: /link " + e.key + " and a name for this device.");
                            return true;
                          },
                          [&](const client::Linked& e) {
                            desk.screen.note(fmt::format("Linked: /unlink {} takes it back.", printable(e.device)));
                            return true;
                          },
                          [&](const client::Devices& e) { return show_all(desk, e), true; },
                          [&](const client::DeviceChanged& e) { return show_changed(desk, e), true; },
                          [&](const client::Done& e) {
                            if (e.command == "unlink") desk.screen.note("It is unlinked.");
                            return e.command == "unlink";
                          },
                          [](const auto&) { return false; },
                      },
                      event);
  }
};

}  // namespace

std::unique_ptr<Part> companions() { return std::make_unique<Companions>(); }

}  // namespace assay::chat::parts
