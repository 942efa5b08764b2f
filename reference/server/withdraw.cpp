#include "reference/server/withdraw.hpp"

#include <optional>

#include "reference/server/delivery.hpp"
#include "reference/server/mailbox.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"

namespace assay::server {
namespace {

bool is_it(const std::string& text, const std::string& sender, std::string_view id) {
  const auto parsed = xml::parse(text, xml::ns::kClient);
  const auto* message = std::get_if<xml::Element>(&parsed);
  if (!message || message->attribute("id") != id) return false;
  const std::optional<jid::Jid> from = jid::Jid::parse(message->attribute("from"));
  return from && from->bare().text() == sender;
}

}  // namespace

void withdraw(const Context& context, const std::string& addressee, const std::string& sender, std::string_view id, WallTime stamp) {
  for (const std::string& device : Mailbox::devices_of(context.turn, addressee)) {
    std::optional<std::uint64_t> waiting;
    Mailbox(context.turn, addressee, device).scan(0, [&](const MailboxEntry& entry) {
      if (entry.stamp == stamp && is_it(entry.text, sender, id)) waiting = entry.number;
      return !waiting;
    });
    if (waiting) (void)forget_entry(context, addressee, device, *waiting);
  }
}

}  // namespace assay::server
