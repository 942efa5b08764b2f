#pragma once
// What a caller can ask of a client. The features share them out among themselves (feature.hpp).

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/client/group_commands.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client {

enum class CodeMethod { Sms, Voice };

/// Asks for a code for `number` ("+12025550101"). Leaves a stream that is logged in. Answered by CodeRequested or Failed.
struct RegisterNumber {
  std::string number;
  CodeMethod method = CodeMethod::Sms;
};
/// Proves the number of the last CodeRequested with the code; on success the client logs in on the same stream. Answered by Registered
/// (then Online) or Failed.
struct Verify {
  std::string code;
  std::string pin;  ///< of the account that the number has; "" where there is none
};
/// Sets the PIN of our account (chapter 02), or removes it if it is "". Answered by Done or Failed.
struct SetPin {
  std::string pin;
};
/// Ends our account. Answered by Done and Offline{Unregistered}, or Failed.
struct Unregister {};
/// Asks for a code for another number, to which our account moves: verify() proves it, and the client comes online under the new one. The
/// first answer is CodeRequested; the second Registered of the new address, then Online.
struct ChangeNumber {
  std::string number;
  bool tell = false;  ///< whether contacts learn of it
};
/// Which of these numbers have accounts (chapter 03). Answered by Contacts or Failed; by ConsentNeeded first, while the user has not
/// agreed: then it waits. Refused with a time to wait, it is sent again by itself after that.
struct Match {
  std::vector<std::string> numbers;  ///< as people write them
  bool delta = false;                ///< additions to what was sent before, rather than the whole address book
  std::string region;                ///< CLDR code for national spellings, "" to let the server take the own number's
};
/// The address book was edited: goes to the server with all that is edited within 30 seconds (CON-19), or once there is a stream
/// again. Answered by Contacts or Failed then.
struct EditContacts {
  std::vector<std::string> added;
  std::vector<std::string> removed;
};
/// Whether numbers of the address book may go to the server (CON-17). Without it everything else works.
struct AllowUpload {
  bool allowed = false;
};
/// Who may find us by our number, and whether we are told who joins (chapter 03). What is nothing stays as it is; if both are, the settings
/// are asked for. Answered by ContactSettings or Failed.
struct SetContactSettings {
  std::optional<std::string> discoverable;  ///< "everyone", "mutual", "nobody"
  std::optional<bool> join_notices;
};
/// Kept until the server has accepted it, across reconnects (MSG-04). Answered by Accepted or Failed.
struct SendMessage {
  std::string to;  ///< bare JID
  std::string body;
  std::string id;                             ///< "" for a new one
  std::optional<stanza::media::File> file{};  ///< that was put: then the message goes sealed or not at all; see SendFile
};
/// Seals a file, puts it at the media host, and sends a message that says where it is (spec chapter 10). Answered by FileProgress, if it is
/// long, and Accepted, or by Failed of "send-file" or "send". Kept as SendMessage is, and as long as this client lives for those who find
/// it gone. To many it goes as a broadcast: put once, and told to each alone; answered as SendBroadcast.
struct SendFile {
  std::string to;  ///< bare JID, of an account or a group
  Bytes octets;
  std::string type;  ///< media type
  std::string name;  ///< what it is called; of a path the last part goes
  bool voice = false;
  std::string body{};               ///< its caption
  std::string id{};                 ///< "" for a new one
  std::vector<std::string> many{};  ///< bare JIDs, in the place of `to`
};
/// Fetches the file of a message that came. Answered by FileFetched or Failed, perhaps behind FileProgress and FileGone.
struct FetchFile {
  std::string from;  ///< bare JID
  std::string id;
  std::string group{};  ///< bare JID, where it was said in one
};
/// We want nothing from this address any more (XEP-0191): bare for every resource, a domain for everybody there. Answered by Done or
/// Failed.
struct Block {
  std::string jid;
};
/// Takes it back. Answered by Done or Failed.
struct Unblock {
  std::string jid;
};
/// Whom do we want nothing from? Answered by Blocked or Failed.
struct AskBlocked {};
/// Becomes a companion of whoever links our key (chapter 09): CompanionKey tells it, and once it is linked Registered follows, then Online.
struct BecomeCompanion {};
/// Links a companion by the key that it shows. Answered by Linked or Failed.
struct LinkDevice {
  std::string key;  ///< base64
  std::string name;
};
/// Answered by Devices or Failed.
struct ListDevices {};
/// Answered by Done or Failed.
struct UnlinkDevice {
  std::string device;
};
/// Another text for a message that we sent to `to` (XEP-0308). Answered by Accepted of its own id, or Failed.
struct EditMessage {
  std::string to;   ///< bare JID
  std::string ref;  ///< the id of the message
  std::string body;
  std::string id;  ///< "" for a new one
};
/// Takes a message back that we sent to `to` (XEP-0424). Answered by Accepted of its own id, or Failed.
struct RevokeMessage {
  std::string to;
  std::string ref;
  std::string id;  ///< "" for a new one
};
/// What we show beside a message of `to`, or of ours to `to`, from now on (XEP-0444); "" for nothing. Answered as the others.
struct React {
  std::string to;
  std::string ref;
  std::string reaction;
  std::string id;  ///< "" for a new one
};
/// The user has seen a message, or heard or watched it. Our other devices are told, and its sender where the settings let (MSG-10).
/// Answered by nothing, or Failed.
struct MarkRead {
  std::string from;  ///< bare JID
  std::string id;
  bool played = false;
};
/// Whether the user gives receipts of reading, and so gets them (MSG-10). On at the beginning.
struct SetReadReceipts {
  bool on = true;
};
/// What the user is doing in the conversation (XEP-0085): "composing", "recording" or "paused". Told to those who may see our presence.
struct TellActivity {
  std::string to;
  std::string activity;
};
/// The same to many, none of whom learns of the others (chapter 05). Kept until the server has answered, across reconnects. Answered by
/// BroadcastAccepted or Failed.
struct SendBroadcast {
  std::vector<std::string> to;  ///< bare JIDs
  std::string body;
  std::string id;                             ///< "" for a new one
  std::optional<stanza::media::File> file{};  ///< that was put: then it goes to nobody without keys; see SendFile
};
/// Another text for a broadcast of ours: to all to whom it went, whoever was taken off a list since (BCL-13, BCL-14). Answered as a
/// broadcast with an id of its own.
struct EditBroadcast {
  std::string ref;  ///< the id of the broadcast
  std::string body;
  std::string id;  ///< "" for a new one
};
/// Takes one back, likewise. Who has not got it yet gets nothing.
struct RevokeBroadcast {
  std::string ref;
  std::string id;  ///< "" for a new one
};
/// End-to-end encryption (spec chapter 07): what Config::encrypt and Config::changed_keys say at the beginning. Answered by nothing.
struct SetEncryption {
  bool on = true;
  bool block_changed_keys = false;
};
/// The keys that an account has now are its own: what waited goes. Answered by Done or Failed.
struct TrustKeys {
  std::string jid;  ///< bare
};
/// Messages to an account without keys may go readable for the server. Answered by Done or Failed.
struct AllowClear {
  std::string jid;  ///< bare
};
/// Answered by AccountKeys or Failed.
struct AskKeys {
  std::string jid;  ///< bare
};
/// The newest head of the server's log of keys: it is asked for, and judged. `anew`: the user knows that the server's log is another one
/// than before; it is taken as it is now. Answered by KeyLogHead or Failed.
struct AskKeyLog {
  bool anew = false;
};
/// When was that contact last there (XEP-0012)? Answered by LastSeen or Failed, which does not tell whether there is nobody or we may not
/// know.
struct AskLastSeen {
  std::string jid;  ///< bare
};
/// Who may ask that of us: "everyone", "contacts" or "nobody". Answered by Done or Failed.
struct SetLastSeen {
  std::string audience;
};
/// Our server may wake this device by that push service (XEP-0357; chapter 08), whose node and secret the platform told. It takes the place
/// of what was enabled before. Answered by Done or Failed.
struct EnablePush {
  std::string service;  ///< JID
  std::string node;
  std::string secret;  ///< "" where the service wants none
};
/// Takes it back. Answered by Done or Failed.
struct DisablePush {
  std::string service;  ///< JID
};
/// Answered by Synced, in order with everything else: online after a round trip to the server; offline at once.
struct Sync {
  std::string tag;
};

using Command = std::variant<RegisterNumber, Verify, SetPin, Unregister, ChangeNumber, Match, EditContacts, AllowUpload, SetContactSettings,
                             SendMessage, SendFile, FetchFile, EditMessage, RevokeMessage, React, MarkRead, SetReadReceipts, TellActivity,
                             SendBroadcast, EditBroadcast, RevokeBroadcast, Block, Unblock, AskBlocked, BecomeCompanion, LinkDevice,
                             ListDevices, UnlinkDevice, GroupCommand, SetEncryption, TrustKeys, AllowClear, AskKeys, AskKeyLog,
                             AskLastSeen, SetLastSeen, EnablePush, DisablePush, Sync>;

/// Its name in the shim: "register", "verify", "pin", "unregister", "number", "match", "edit-contacts", "consent", "contact-settings",
/// "send", "send-file", "fetch", "edit", "revoke", "react", "read", "read-receipts", "activity", "broadcast", "broadcast-edit",
/// "broadcast-revoke", "block", "unblock", "blocked", "companion", "link", "devices", "unlink", "encrypt", "trust", "allow-clear", "keys",
/// "key-log", "last-seen", "last-seen-for", "push", "no-push", "sync"; those of groups are in group_commands.hpp.
[[nodiscard]] std::string_view name(const Command& command);

}  // namespace assay::client
