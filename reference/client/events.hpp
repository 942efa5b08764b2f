#pragma once
// What a client tells its caller: values without references into the client, in the order in which things happened.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/client/file_facts.hpp"
#include "reference/client/group_events.hpp"
#include "reference/client/privacy.hpp"
#include "reference/stream/client_abort.hpp"

namespace assay::client {

/// The server has sent a code to the number (chapter 02).
struct CodeRequested {
  std::string number;      ///< as asked for: "+12025550101"
  std::size_t digits = 6;  ///< of the code
  Duration expires{};      ///< from now
  Duration retry_after{};  ///< before another code may be asked for
};
/// The number is proven. Client::credentials() has the new token: store it before anything else.
struct Registered {
  std::string jid;  ///< bare
};
/// The stream is bound and stanzas flow.
struct Online {
  std::string jid;  ///< full
};
/// The stream is gone, or could not be made.
struct Offline {
  stream::ClientAbort reason = stream::ClientAbort::ClosedByUs;
  std::string text;                  ///< English, without secrets and without octets of the peer
  std::optional<Duration> retry_in;  ///< the client connects by itself after so long; nothing: connect() is up to the caller
};

enum class ContactStatus { In, Out, Invalid };
struct Contact {
  std::string number;  ///< as it was submitted
  ContactStatus status = ContactStatus::Invalid;
  std::string jid;  ///< bare; "" where the server told none
};
/// The answer to one match().
struct Contacts {
  std::vector<Contact> contacts;
};

/// Numbers would go to the server: the user is to be asked (CON-17). AllowUpload answers.
struct ConsentNeeded {};
/// A number that was matched earlier has an account now, or has none any more, or its owner hides.
struct ContactChanged {
  std::string jid;  ///< bare
  ContactStatus status = ContactStatus::Out;
};
/// A number that was matched in vain has an account now. Once for each.
struct ContactJoined {
  std::string jid;  ///< bare
};
/// Who may find us, and whether we are told who joins.
struct ContactSettings {
  std::string discoverable;  ///< "everyone", "mutual", "nobody"
  bool join_notices = false;
};

/// The server has taken the message: with ack:1 it is durable there (chapter 04); on other streams it has been read.
struct Accepted {
  std::string id;
  std::optional<WallTime> stamp;  ///< the server's time; only with ack:1
};
/// The addressee's client says that it has the message (XEP-0184). Once for each.
struct Delivered {
  std::string id;
  std::string from;  ///< bare JID
};
/// The addressee has seen the message (XEP-0333), and what was sent to him before it. Once for each, and never behind Played.
struct Read {
  std::string id;
  std::string from;  ///< bare JID
};
/// The addressee has heard or watched it. Once for each.
struct Played {
  std::string id;
  std::string from;  ///< bare JID
};
/// Another device of this account has seen a message.
struct ReadElsewhere {
  std::string with;  ///< bare JID of its sender
  std::string id;
};
/// Another session of this account sent a message (XEP-0280).
struct SentElsewhere {
  std::string to;  ///< bare JID
  std::string id;  ///< may be empty
  std::string body;
  std::optional<FileFacts> file{};  ///< FetchFile of ourselves gets it
};
/// Taking this event from the client is what acknowledges the message to the server.
struct MessageReceived {
  std::string from;  ///< bare JID
  std::string id;    ///< the sender's
  std::string body;
  bool delayed = false;           ///< it waited on the server (XEP-0203)
  std::optional<WallTime> stamp;  ///< when it reached the server, if it was delayed
  Privacy privacy = Privacy::Clear;
  std::optional<FileFacts> file{};  ///< FetchFile gets it; the body is its caption
};
/// So much of a long file is at the media host, or here.
struct FileProgress {
  std::string id;  ///< of its message
  std::uint64_t octets = 0;
  std::uint64_t of = 0;
};
/// The file of a message, whole and as its sender sealed it.
struct FileFetched {
  std::string from;  ///< bare JID
  std::string id;
  std::string group{};
  FileFacts facts;
  Bytes octets;
};
/// The media host has it no more. Its sender was asked for it: FileFetched may follow, as long as this client lives.
struct FileGone {
  std::string from;  ///< bare JID
  std::string id;
  std::string group{};
};
/// Its sender has given a message that came before another text, in time (MSG-18).
struct Edited {
  std::string from;  ///< bare JID
  std::string id;    ///< of the message
  std::string body;
  std::string group{};  ///< bare JID, where it was said in one
};
/// Its sender has taken a message back that came before, in time (MSG-18).
struct Revoked {
  std::string from;  ///< bare JID
  std::string id;    ///< of the message
  std::string group{};
};
/// What somebody shows beside a message of his or ours from now on.
struct Reacted {
  std::string from;  ///< bare JID
  std::string id;    ///< of the message
  std::vector<std::string> reactions;
  std::string group{};
};
/// What somebody is doing in the conversation: "composing", "recording" or "paused"; the last also 10 seconds behind the others (MSG-17b).
struct Activity {
  std::string from;  ///< bare JID
  std::string activity;
};
/// When somebody was last there.
struct LastSeen {
  std::string jid;             ///< bare
  std::chrono::seconds ago{};  ///< 0: he is there
};
/// The server has a broadcast for good (chapter 05). Where not everybody could get it at once, another follows for each further part.
struct BroadcastAccepted {
  struct Message {
    std::string to;  ///< bare JID
    std::string id;  ///< by which receipts name it
  };
  struct Refused {
    std::string to;
    std::string reason;  ///< the name of an error
  };
  std::string id;
  std::optional<WallTime> stamp;
  std::vector<Message> messages;
  std::vector<Refused> refused;
  std::string ref{};                   ///< of a change: the id of the broadcast that it changes
  std::vector<std::string> waiting{};  ///< bare JIDs: they get it when their keys are there, or in another stanza
};
/// So many messages waited while we were away (chapter 08); they follow.
struct BacklogStarted {
  std::size_t messages = 0;
};
struct BacklogEnded {
  std::size_t messages = 0;
};
/// A contact has come or gone.
struct ContactPresence {
  std::string jid;  ///< bare
  bool available = false;
};
/// The server has told a roster item, or changed one (RFC 6121 section 2).
struct RosterChanged {
  std::string jid;           ///< bare
  std::string subscription;  ///< "none", "to", "from", "both", "remove"
};
/// A contact's number was registered by another device: whoever answers there may be somebody else (chapter 02).
struct IdentityChanged {
  std::string jid;  ///< bare
};
/// A contact has another number now.
struct ContactMoved {
  std::string jid;      ///< bare
  std::string new_jid;  ///< bare
};
/// The addresses that we want nothing from: as asked for, then whenever another session changes them.
struct Blocked {
  std::vector<std::string> jids;  ///< sorted
};
/// Our own key: whoever links it has us as a companion (chapter 09). It is asked again and again whether somebody has.
struct CompanionKey {
  std::string key;  ///< base64
};
/// The companion is the account's.
struct Linked {
  std::string device;  ///< its id
};
struct Device {
  std::string id;
  std::string name;
  bool active = false;  ///< it has claimed its token
  bool self = false;
};
struct Devices {
  std::vector<Device> devices;
};
/// Somebody of the account has linked or unlinked a companion, or one has claimed its token.
struct DeviceChanged {
  std::string device;
  std::string what;  ///< "linked", "claimed", "unlinked"
  std::string name;
};
/// A message came that nobody can read here: it is gone (spec chapter 07). Where the original was asked for again, it may still follow.
struct Unreadable {
  std::string from;    ///< bare JID
  std::string id;      ///< may be empty
  std::string reason;  ///< "not-authentic", "unlisted-device", "mismatch-id"...
  bool asked_again = false;
};
/// An account's devices have other keys than before (ENC-18).
struct KeysChanged {
  std::string jid;                     ///< bare
  bool identity = false;               ///< all of them: whoever answers there may be somebody else
  std::vector<std::uint32_t> added;    ///< devices
  std::vector<std::uint32_t> removed;  ///< devices
  bool waits = false;                  ///< messages to it wait for TrustKeys
};
/// The server told keys that nobody encrypts for, and we did not.
struct KeysRefused {
  std::string jid;     ///< bare
  std::string reason;  ///< "unsigned-list", "old-list", "bad-signature", "other-identity"...
};
/// A session with a device began without a one-time prekey (ENC-09): until it is answered, what is written in it is as safe as a prekey
/// that others got as well, and that is kept for two weeks.
struct LastResortUsed {
  std::string jid;  ///< bare: whose device it is
  std::uint32_t device = 0;
  bool by_us = false;  ///< we began it
};
/// A message waits because its addressee has no keys: the server could read it. AllowClear lets it go.
struct ClearAsked {
  std::string jid;  ///< bare
};
/// What two people compare (chapter 07, section 6).
struct AccountKeys {
  std::string jid;  ///< bare
  std::vector<std::uint32_t> devices;
  std::string digits;  ///< sixty, in groups of five
  std::string qr;      ///< the text of a QR code
};
/// Something is wrong with the server's log of keys, or with what it has there of an account (chapter 07, section 14).
struct KeyLogFault {
  std::string jid;     ///< bare: whose list was to be proved
  std::string reason;  ///< "forked-log", "missing-entry"..., or the name of the error that the proof was refused with
};
/// The newest head of that log which was found good: whoever sees another one of the same size sees another log.
struct KeyLogHead {
  std::uint64_t size = 0;
  std::string digits;  ///< thirty, in groups of five, of key and root
  Bytes key;           ///< Ed25519: the log's
  Bytes root;
};
/// A command that has no other answer succeeded: "pin", "unregister", "block", "unblock", "unlink", "last-seen-for", "push", "no-push",
/// "trust", "allow-clear".
struct Done {
  std::string command;
};
/// A command did not succeed. `command` is its name in the shim: "register", "verify", "login", "match", "contact-settings", "send",
/// "sync", "pin"...
struct Failed {
  std::string command;
  std::string condition;                ///< the name of chapter 01's registry ("wrong-code") or else the RFC 6120 condition
  std::string text;                     ///< English or what the server says; may be empty
  std::optional<Duration> retry_after;  ///< not before (REG-29)
  std::string id;                       ///< of the message, for "send"
};
/// Everything commanded before sync(tag) has had its effect.
struct Synced {
  std::string tag;
};

using Event =
    std::variant<CodeRequested, Registered, Online, Offline, Contacts, ConsentNeeded, ContactChanged, ContactJoined, ContactSettings,
                 Accepted, Delivered, Read, Played, ReadElsewhere, SentElsewhere, MessageReceived, FileProgress, FileFetched, FileGone,
                 Edited, Revoked, Reacted, Activity, LastSeen, BroadcastAccepted, BacklogStarted, BacklogEnded, ContactPresence,
                 RosterChanged, IdentityChanged, ContactMoved, Blocked, CompanionKey, Linked, Devices, DeviceChanged, GroupEvent,
                 Unreadable, KeysChanged, KeysRefused, LastResortUsed, ClearAsked, AccountKeys, KeyLogFault, KeyLogHead, Done, Failed, Synced>;

}  // namespace assay::client
