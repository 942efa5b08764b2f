#include "reference/server/entry_text.hpp"

#include "reference/base/assert.hpp"
#include "reference/server/payloads.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

constexpr std::string_view kBegin = "<message";
constexpr std::string_view kEnd = "</message>";

std::string with_children(std::string text, std::string_view children) {
  ASSAY_ASSERT(text.ends_with(kEnd));
  text.insert(text.size() - kEnd.size(), children);
  return text;
}

std::string with_child(std::string text, const xml::Element& child) { return with_children(std::move(text), xml::write(child)); }

std::string with_to(std::string text, const std::string& to) {
  ASSAY_ASSERT(text.starts_with(kBegin));
  text.insert(kBegin.size(), " to='" + xml::escaped_attribute(to) + "'");
  return text;
}

}  // namespace

std::string closed_text(const xml::Element& message) {
  std::string text = xml::write(message);
  if (text.ends_with("/>") && !text.ends_with(kEnd)) text.replace(text.size() - 2, 2, ">" + std::string{kEnd});
  return text;
}

std::string with_stanza_id(std::string text, const std::string& recipient, std::uint64_t number) {
  return with_child(std::move(text), stanza::StanzaId{recipient, std::to_string(number)}.write());
}

std::string text_of(const Context& context, const std::string& account, const MailboxEntry& entry) {
  if (entry.payload == 0) return entry.text;
  const std::string recipient = context.address_of(account).text();
  std::string text = with_to(Payloads(context.turn).text(entry.payload), recipient);
  return with_stanza_id(with_children(std::move(text), entry.text), recipient, entry.number);
}

std::string delayed_text_of(const Context& context, const std::string& account, const MailboxEntry& entry) {
  return with_child(text_of(context, account, entry), stanza::Delay{context.config.domain, entry.stamp}.write());
}

}  // namespace assay::server
