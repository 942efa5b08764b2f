#pragma once
// What a person sees and types in `assay chat`: lines in, commands out; events in, lines out. Pure text; the host owns the terminal. The
// words are in parts/; what no part has a word for are /help and /quit.

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/client/chat/desk.hpp"
#include "reference/client/chat/part.hpp"
#include "reference/client/client.hpp"

namespace assay::chat {

struct TerminalOptions {
  Colour colour = Colour::Never;
  std::chrono::minutes utc_offset{0};  ///< of the clock that messages are shown with
  Cabinet* cabinet = nullptr;          ///< outlives the terminal; without one no files are sent and saved
};

class Terminal {
 public:
  /// `client` must outlive the terminal.
  explicit Terminal(client::Client& client, TerminalOptions options = {});

  /// What to show before the first line is typed.
  void greet();
  /// One line that was typed, without its end.
  void line(std::string_view text, const Now& now);
  /// Takes the client's events and turns them into lines. Call it when a turn is over; then end the turn again.
  void take_events(const Now& now);
  /// One line to show, without its end. Control characters of peers are replaced.
  [[nodiscard]] std::optional<std::string> next_line() { return desk_.screen.next_line(); }
  /// What stands in front of the cursor: "12025550102 > ", or "> " without a peer.
  [[nodiscard]] std::string prompt() const;
  /// True after /quit: the host ends when the client is idle.
  [[nodiscard]] bool quits() const { return quits_; }

 private:
  void say(std::string_view text, const Now& now);
  void show(const client::Event& event, const Now& now);
  void help();

  Desk desk_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::map<std::string, Word, std::less<>> words_;
  bool quits_ = false;
};

}  // namespace assay::chat
