#pragma once
// A broadcast of ours on its way (spec chapter 05, section "Sealed"): each recipient's part is sealed for his devices alone, and goes with
// those of all others who can be written to; a second upload follows for those whose keys come later. Without requests: these are the
// feature's (features/broadcast.cpp).

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reference/client/session.hpp"
#include "reference/stanza/broadcast.hpp"
#include "reference/stanza/media.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Accounts whose keys are asked for at the same time: a server gets a list's requests piece by piece, and we keep places for others.
inline constexpr std::size_t kAskedAtOnce = 32;
/// Octets of an upload that are not the recipients' parts: its iq and its frame.
inline constexpr std::size_t kUploadFrameOctets = 2'048;

class BroadcastDraft {
 public:
  /// What one recipient gets.
  struct Part {
    std::string jid;                      ///< bare
    std::string id;                       ///< of his message
    std::vector<xml::Element> payload{};  ///< beside the body, as Outgoing::payload
  };
  /// What of it is kept between runs. When what waits is due the server says anew.
  struct State {
    std::string id;
    std::string command;  ///< the name of the caller's
    std::string ref;      ///< the broadcast that it changes, or ""
    std::string body;
    std::optional<stanza::media::File> file{};  ///< that was put: it goes sealed or not at all
    std::vector<Part> parts{};                  ///< not in an upload yet
    std::deque<stanza::broadcast::Broadcast> uploads{};
    bool packed = false;  ///< there was an upload: it had our own id
    bool begun = false;   ///< something of it is there already
  };
  explicit BroadcastDraft(State state) : state_(std::move(state)) {}

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const std::string& id() const { return state_.id; }
  [[nodiscard]] const std::string& command() const { return state_.command; }
  [[nodiscard]] const std::string& ref() const { return state_.ref; }

  /// Online: seals for all who can be written to, unless somebody's keys are on their way. Gives the parts that are in uploads now.
  std::vector<Part> gather(Session& session);
  /// What the server has not answered; the first is asked for.
  [[nodiscard]] const std::deque<stanza::broadcast::Broadcast>& uploads() const { return state_.uploads; }
  /// The server has the first for good, or wants it no more.
  stanza::broadcast::Broadcast take_upload();
  /// Something of it is there already: what follows may wait.
  [[nodiscard]] bool is_begun() const { return state_.begun; }
  /// Those whose keys are not to be had; told once.
  [[nodiscard]] std::vector<stanza::broadcast::Refused> take_refused() { return std::exchange(refused_, {}); }
  [[nodiscard]] bool has_refused() const { return !refused_.empty(); }
  /// Who gets it later.
  [[nodiscard]] std::vector<std::string> waiting() const;
  [[nodiscard]] bool is_over() const { return state_.parts.empty() && state_.uploads.empty(); }
  /// What the envelopes say that were sealed last; empty if none was.
  [[nodiscard]] std::vector<xml::Element> take_content() { return std::exchange(content_, {}); }

  /// Who has not been written to gets another text, or nothing.
  void change(std::string body) { state_.body = std::move(body); }
  /// Nor does he whose upload the server has not been given. Gives all of these.
  std::vector<std::string> drop_rest();

  /// The server wants the first upload later.
  void hold(Instant until) { held_until_ = until; }
  /// What was due by then is asked for in this turn, or once there is a stream.
  void wake(Instant now);
  [[nodiscard]] const std::optional<Instant>& held_until() const { return held_until_; }
  /// When keys are asked for again.
  [[nodiscard]] const std::optional<Instant>& keys_at() const { return keys_at_; }

 private:
  using Recipient = stanza::broadcast::Recipient;
  [[nodiscard]] std::optional<Recipient> write(Session& session, const Part& part);
  void pack(Session& session, std::vector<Recipient> recipients);

  State state_;
  std::vector<stanza::broadcast::Refused> refused_;  // not told yet
  std::vector<xml::Element> content_;
  std::optional<Instant> held_until_;
  std::optional<Instant> keys_at_;
};

}  // namespace assay::client
