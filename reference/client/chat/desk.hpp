#pragma once
// What the parts of the chat share: the client, the screen, and whom one talks to.

#include <map>
#include <string>
#include <string_view>

#include "reference/client/chat/cabinet.hpp"
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
  Cabinet* cabinet = nullptr;  ///< where files are kept; nullptr where there are none
  std::string peer;            ///< whom plain lines go to: a bare JID, or "" before the first

  /// The conversation with that bare JID, begun if there is room for one more; nothing if there is none.
  [[nodiscard]] Conversation* conversation(const std::string& jid);

  /// Plain lines go there from now on, and the screen says so.
  void talk_to(std::string jid);
  /// A group is called so from now on: "#Football", unless another is, too.
  void name(const std::string& group, std::string_view subject);
  [[nodiscard]] bool is_named(const std::string& group) const { return names_.count(group) != 0; }
  /// The bare JID of a number of our domain, of a JID, or of a "#NAME"; "" if it is none of these.
  [[nodiscard]] std::string address_of(std::string_view text) const;
  /// "+12025550102" for a phone of our own domain, "#Football" for a group with a name, else the whole address.
  [[nodiscard]] std::string short_name(std::string_view jid) const;

 private:
  std::map<std::string, Conversation> conversations_;
  std::map<std::string, std::string> names_;  // group -> "#Football"
};

}  // namespace assay::chat
