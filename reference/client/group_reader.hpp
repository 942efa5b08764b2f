#pragma once
// What groups tell us (spec chapter 06): messages in their places, and every change of the members, told once and in order (GRP-20). What
// came while we did not hear is asked for by version, and what does not fit together is said aloud.

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "reference/client/group_book.hpp"
#include "reference/client/group_events.hpp"
#include "reference/client/group_sealing.hpp"
#include "reference/client/group_writer.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class GroupReader {
 public:
  /// Both must outlive it.
  GroupReader(GroupBook& book, GroupWriter& writer) : book_(book), writer_(writer) {}

  /// A message of the group, or of `member`, whose number it is, in the group.
  void take(Session& session, const xml::Element& message, const std::string& group, const std::string& member);
  /// Asks for the whole of a group, once at a time.
  void ask_whole(Session& session, const std::string& group);
  /// The whole of a group was told: what of it was not told before is told now.
  void learn(Session& session, const std::string& group, const stanza::groups::Info& info);
  /// All that waited for us has come, and we are in these groups: what we do not know of them is asked for.
  void compare(Session& session, const stanza::groups::List& list);

  void bound(Session& session) { keeps_ = session.acknowledges(); }
  void stream_ended(Session& session);
  /// Receipts for what the caller has taken.
  void turn_ends(Session& session);
  /// Somebody wrote a message with that id in the group.
  [[nodiscard]] bool has(const std::string& group, const std::string& id) const { return places_.count({group, id}) != 0; }
  /// The user has seen the message with that id. False if there is none.
  [[nodiscard]] bool read(Session& session, const std::string& group, const std::string& id);

 private:
  enum class Holes { Ask, Accept };  // of what comes behind a hole: it waits for an answer, or is told as it is

  struct Owed {
    std::string group;
    std::uint64_t n = 0;
    std::string key;  // of the message in the inbox
  };
  using MessageId = std::pair<std::string, std::string>;  // group, id

  void deal_with(Session& session, const xml::Element& message, const std::string& group, const std::string& member, KnownGroup& known,
                 Holes holes);
  void take_change(Session& session, const xml::Element& message, const std::string& group, const stanza::groups::Change& change,
                   KnownGroup& known, Holes holes);
  void take_notice_of_group(Session& session, const xml::Element& message, const std::string& group);
  void take_message(Session& session, const xml::Element& message, const std::string& group, const std::string& member, KnownGroup& known,
                    Holes holes);
  void hold(Session& session, const xml::Element& message, const std::string& group, KnownGroup& known);
  void release(Session& session, const std::string& group, Holes holes);
  void ask_changes(Session& session, const std::string& group, KnownGroup& known);
  void learn_changes(Session& session, const std::string& group, const Answer& answer);
  void follow(Session& session, const std::string& group, const stanza::groups::Change& change, KnownGroup& known);
  void tell_differences(Session& session, const std::string& group, const GroupState& before, const GroupState& now, std::uint64_t told);
  void note_place(Session& session, const std::string& group, const stanza::groups::Order& order, KnownGroup& known);
  static void take_unreadable(Session& session, const xml::Element& message, const std::string& from, const Opening& opening);
  void take_content(Session& session, const xml::Element& message, GroupMessage event, std::uint64_t n);
  [[nodiscard]] std::optional<Event> change_in(Session& session, const xml::Element& message, const GroupMessage& event,
                                               const stanza::Kind& kind);
  void note_message(const std::string& group, const std::string& id, std::uint64_t n);
  void say_receipt(Session& session, const std::string& group, std::uint64_t n, stanza::groups::Reached reached);

  GroupBook& book_;
  GroupWriter& writer_;
  bool keeps_ = false;  // the server keeps what is not acknowledged
  std::deque<Owed> owed_;
  std::map<MessageId, std::uint64_t> places_;
  std::deque<MessageId> places_order_;
};

}  // namespace assay::client
