#include "reference/client/chat/desk.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "reference/client/chat/text.hpp"
#include "reference/jid/jid.hpp"

namespace assay::chat {
namespace {

constexpr std::size_t kConversations = 10'000;

bool same_letters(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return small(x) == small(y); });
}

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

void Desk::name(const std::string& group, std::string_view subject) {
  if (names_.size() >= kConversations && !is_named(group)) return;
  names_.erase(group);
  const std::string base = '#' + (subject.empty() ? group.substr(0, 6) : printable(subject));
  std::string name = base;
  for (int n = 2; !address_of(name).empty(); ++n) name = fmt::format("{} {}", base, n);
  names_[group] = std::move(name);
}

std::string Desk::address_of(std::string_view text) const {
  if (!text.empty() && text.front() == '#') {
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const auto& one) { return same_letters(one.second, text); });
    return found == names_.end() ? std::string() : found->first;
  }
  const bool is_jid = text.find('@') != std::string_view::npos;
  const auto address = jid::Jid::parse(is_jid ? std::string(text) : digits_of(text) + '@' + client.config().domain);
  return address && !address->local().empty() ? address->bare().text() : std::string();
}

std::string Desk::short_name(std::string_view jid) const {
  if (const auto found = names_.find(std::string(jid)); found != names_.end()) return found->second;
  const std::size_t at = jid.find('@');
  const bool ours = at != std::string_view::npos && jid.substr(at + 1) == client.config().domain;
  const std::string_view local = jid.substr(0, at);
  if (!ours || digits_of(local).size() != local.size()) return printable(jid);
  return '+' + std::string(local);
}

}  // namespace assay::chat
