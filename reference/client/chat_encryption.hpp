#pragma once
// End-to-end encryption of chats (spec chapter 07, section 10): a message is sealed for the devices of the addressee's list and for our own
// others, and opened where every affix agrees with the stanza. What waits for its sender's list is kept here.

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "reference/client/outbox.hpp"
#include "reference/client/prospect.hpp"
#include "reference/client/readers.hpp"
#include "reference/client/repairs.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/encrypted.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

class GroupEncryption;

class ChatEncryption {
 public:
  /// `groups` gets what devices say of groups inside their sessions.
  ChatEncryption(Readers& readers, Repairs& repairs, GroupEncryption& groups) : readers_(readers), repairs_(repairs), groups_(groups) {}

  /// Encryption is on.
  [[nodiscard]] Sealing seal(Session& session, Outgoing& outgoing);
  /// What would become of a message to that account. Encryption is on.
  [[nodiscard]] Prospect prospect(Session& session, const std::string& to);
  /// `whole` came: true if it is dealt with, or will be handed on by Session::dispatch().
  [[nodiscard]] bool opens(Session& session, const xml::Element& whole);
  /// The account's list is there, or there will be none.
  void open_held(Session& session, const std::string& account);
  /// The stream is over: what waited comes again.
  void forget() { held_.clear(); }

 private:
  void write(Session& session, Outgoing& outgoing, const std::string& to);
  bool opens_message(Session& session, const xml::Element& whole, const xml::Element& message);
  void hold(const std::string& from, const xml::Element& whole);
  bool read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
            const stanza::encrypted::Encrypted& encrypted, stanza::MessageKind kind);
  void hand_on(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from, KnownDevice& device,
               const std::vector<xml::Element>& content);
  void answer_retry(Session& session, const std::string& from, KnownDevice& device, const stanza::encrypted::Retry& retry);
  void recall_broadcast(Session& session, const std::string& from, const std::string& id);
  void take_repair(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                   const stanza::encrypted::Repair& repair);
  void cannot_read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from, const Unread& why,
                   KnownDevice* device = nullptr);

  Readers& readers_;
  Repairs& repairs_;
  GroupEncryption& groups_;
  std::map<std::string, std::deque<xml::Element>> held_;  // by sender, until his list is there
  bool settling_ = false;                                 // what is read now waited for a list, which is the best that there is
};

}  // namespace assay::client
