#pragma once
// What the parts of the chat share: the client, the screen, and whom one talks to.

#include <map>
#include <string>
#include <string_view>

#include "reference/client/chat/screen.hpp"
#include "reference/client/client.hpp"

namespace assay::chat {

/// The newest messages of a conversation, by their ids; "" where there is none.
struct Conversation {
  std::string last_sent;
  std::string last_received;
};

struct Desk {
  /// The client must outlive the desk.
  Desk(client::Client& c, Screen s) : client(c), screen(std::move(s)) {}

  client::Client& client;
  Screen screen;
  std::string peer;  ///< whom plain lines go to: a bare JID, or "" before the first

  /// The conversation with that bare JID, begun if there is room for one more; nothing if there is none.
  [[nodiscard]] Conversation* conversation(const std::string& jid);

  /// Plain lines go there from now on, and the screen says so.
  void talk_to(std::string jid);
  /// The bare JID of a number of our domain, or of a JID; "" if it is neither.
  [[nodiscard]] std::string address_of(std::string_view text) const;
  /// "+12025550102" for a phone of our own domain, else the whole address.
  [[nodiscard]] std::string short_name(std::string_view jid) const;

 private:
  std::map<std::string, Conversation> conversations_;
};

}  // namespace assay::chat
