#include "reference/client/chat/desk.hpp"

#include <utility>

#include <fmt/core.h>

#include "reference/client/chat/text.hpp"
#include "reference/jid/jid.hpp"

namespace assay::chat {
namespace {

constexpr std::size_t kConversations = 10'000;

}  // namespace

Conversation* Desk::conversation(const std::string& jid) {
  const auto found = conversations_.find(jid);
  if (found != conversations_.end()) return &found->second;
  return conversations_.size() < kConversations ? &conversations_[jid] : nullptr;
}

void Desk::talk_to(std::string jid) {
  peer = std::move(jid);
  screen.note(fmt::format("Your lines go to {} now.", short_name(peer)));
}

std::string Desk::address_of(std::string_view text) const {
  const bool is_jid = text.find('@') != std::string_view::npos;
  const auto address = jid::Jid::parse(is_jid ? std::string(text) : digits_of(text) + '@' + client.config().domain);
  return address && !address->local().empty() ? address->bare().text() : std::string();
}

std::string Desk::short_name(std::string_view jid) const {
  const std::size_t at = jid.find('@');
  const bool ours = at != std::string_view::npos && jid.substr(at + 1) == client.config().domain;
  const std::string_view local = jid.substr(0, at);
  if (!ours || digits_of(local).size() != local.size()) return printable(jid);
  return '+' + std::string(local);
}

}  // namespace assay::chat
