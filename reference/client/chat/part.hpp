#pragma once
// A part of the chat: the words that one types for something, and the lines that its events become. parts/NAME.cpp defines
// `std::unique_ptr<Part> NAME()`, and the build makes the list of them: a new part adds a file and edits none.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/client/chat/desk.hpp"

namespace assay::chat {

struct Word {
  std::string name;   ///< without the slash
  std::string usage;  ///< what stands behind it: "NUMBER"; may be empty
  std::string help;   ///< a line of /help
  /// `rest` is what was typed behind the word, without spaces around it.
  std::function<void(Desk&, std::string_view rest, const Now&)> run;
};

class Part {
 public:
  Part() = default;
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  virtual ~Part() = default;

  /// Above its words in /help; "" for a part without words.
  [[nodiscard]] virtual std::string title() const = 0;
  /// They live no longer than the part.
  [[nodiscard]] virtual std::vector<Word> words() = 0;
  /// A plain line to desk.peer. True if it is this part's; the parts are asked in alphabetical order.
  virtual bool say(Desk&, std::string_view, const Now&) { return false; }
  /// True if the event is this part's, shown or passed over.
  virtual bool show(Desk& desk, const client::Event& event, const Now& now) = 0;
};

namespace parts {
/// Written by the build.
[[nodiscard]] std::vector<std::unique_ptr<Part>> all();
}  // namespace parts

}  // namespace assay::chat
