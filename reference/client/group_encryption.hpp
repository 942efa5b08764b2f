#pragma once
// End-to-end encryption of groups (spec chapter 07, section 12): sealed once, by a key that every device of a member has, or gets with the
// message. A group has one order: while one of its messages waits for somebody's list, what comes behind it waits as well.

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reference/client/group_book.hpp"
#include "reference/client/group_rolls.hpp"
#include "reference/client/outbox.hpp"
#include "reference/client/readers.hpp"
#include "reference/client/repairs.hpp"
#include "reference/client/session.hpp"
#include "reference/e2e/envelope.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class GroupEncryption {
 public:
  GroupEncryption(Readers& readers, Repairs& repairs) : readers_(readers), repairs_(repairs), rolls_(readers.directory()) {}

  /// Encryption is on; the message is of type groupchat (GRP-21, GRP-22).
  [[nodiscard]] Sealing seal(Session& session, Outgoing& outgoing);
  /// The same of what came: true if it is dealt with, or will be handed on by Session::dispatch().
  [[nodiscard]] bool opens(Session& session, xml::Element element);
  /// The same while encryption is off: nobody can read here what is sealed.
  [[nodiscard]] static bool passes_by(Session& session, xml::Element element);
  /// The account's list is there, or there will be none.
  void open_held(Session& session, const std::string& account);
  /// An error from a group: the message may have brought our key to somebody, and did not.
  static void refused(Session& session, const xml::Element& error);

  /// A device could not read a message to a group of ours.
  void repair(Session& session, const std::string& from, KnownDevice& device, const stanza::encrypted::Retry& retry);
  /// The answer to such a question of our own: `message` brought it, with `content`.
  void take_repair(Session& session, const xml::Element& message, const std::string& from, const KnownDevice& device,
                   const std::vector<xml::Element>& content, const stanza::encrypted::Repair& repair);
  /// The user takes those who are in the group for those who should be (section 13). False if nothing is known of it.
  [[nodiscard]] bool agree(Session& session, const std::string& group) { return rolls_.agree(session, group); }
  /// True if a roll was judged: what waited may be written.
  [[nodiscard]] bool turn_ends(Session& session);
  /// The stream is over: what waited comes again.
  void forget(Session& session) {
    held_.clear();
    rolls_.forget(session);
  }

 private:
  [[nodiscard]] Sealing without_roll(Session& session, const Outgoing& outgoing, const GroupState& state);
  bool write(Session& session, Outgoing& outgoing, const GroupState& state, const std::vector<SealedFor>& readers);
  static void send_keys_ahead(Session& session, Outgoing& outgoing, const GroupState& state, const std::vector<SealedFor>& readers);
  bool reads(Session& session, const xml::Element& element, const jid::Jid& from);
  void cannot_read(Session& session, const xml::Element& element, const e2e::Binding& outside, const Unread& why);

  Readers& readers_;
  Repairs& repairs_;
  GroupRolls rolls_;
  std::map<std::string, std::deque<xml::Element>> held_;               // by group: in its order
  std::map<std::pair<std::string, std::string>, xml::Element> asked_;  // by sender and id: its place; Repairs bounds them
  bool settling_ = false;  // what is read now waited for a list, which is the best that there is
};

}  // namespace assay::client
