#include "reference/client/chat/recipients.hpp"

#include "reference/client/broadcast_book.hpp"
#include "reference/client/chat/text.hpp"

namespace assay::chat {

std::vector<std::string> addresses_in(const Desk& desk, std::string_view text) {
  std::vector<std::string> addresses;
  for (const std::string& number : numbers_in(text)) addresses.push_back(digits_of(number) + '@' + desk.client.config().domain);
  return addresses;
}

std::vector<std::string> recipients_in(const Desk& desk, std::string_view text) {
  const client::BroadcastBook::Lists& lists = desk.client.broadcast_book().lists();
  const auto list = lists.find(std::string(text));
  return list != lists.end() ? std::vector<std::string>(list->second.begin(), list->second.end()) : addresses_in(desk, text);
}

}  // namespace assay::chat
