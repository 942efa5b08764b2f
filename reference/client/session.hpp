#pragma once
// What a client's features share: the stream, requests, outbox and inbox, and the way to tell the caller. The life of the connection is
// in session_connection.cpp; what a phone does with it is in features/.

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/client/commands.hpp"
#include "reference/client/config.hpp"
#include "reference/client/contact_list.hpp"
#include "reference/client/contact_memory.hpp"
#include "reference/client/credentials.hpp"
#include "reference/client/events.hpp"
#include "reference/client/file_book.hpp"
#include "reference/client/inbox.hpp"
#include "reference/client/keyring.hpp"
#include "reference/client/managed_session.hpp"
#include "reference/client/media_service.hpp"
#include "reference/client/message_log.hpp"
#include "reference/client/outbox.hpp"
#include "reference/client/prospect.hpp"
#include "reference/client/receipt_book.hpp"
#include "reference/client/requests.hpp"
#include "reference/client/transfers.hpp"
#include "reference/stream/client_stream.hpp"

namespace assay::client {

class BroadcastBook;
class Feature;
class GroupBook;
class GroupState;

inline constexpr Duration kRequestTime = std::chrono::seconds{60};

/// Octets of randomness in ids that we make: 96 bits, above the 72 of MSG-01.
inline constexpr std::size_t kIdOctets = 12;

class Session {
 public:
  Session(Config config, RandomSource& random, Credentials credentials, std::optional<Keyring> keyring);
  ~Session();

  // --- for features -----------------------------------------------------------------------------------------------------------------
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] RandomSource& random() { return random_; }
  [[nodiscard]] const Now& now() const { return now_; }
  [[nodiscard]] Credentials& credentials() { return credentials_; }
  [[nodiscard]] const Credentials& credentials() const { return credentials_; }
  [[nodiscard]] Outbox& outbox() { return outbox_; }
  [[nodiscard]] Inbox& inbox() { return inbox_; }
  [[nodiscard]] ReceiptBook& receipts() { return receipts_; }
  /// From now on, and in runs to come (MSG-10).
  void set_read_receipts(bool on) { receipts_.set_reading(credentials_.read_receipts = on); }
  /// Messages of others.
  [[nodiscard]] MessageLog& log() { return log_; }
  /// Files that messages told us of.
  [[nodiscard]] FileBook& files() { return files_; }
  /// Where the server keeps files.
  [[nodiscard]] MediaService& media_service() { return media_service_; }
  /// Keys of end-to-end encryption (spec chapter 07); nothing before it was switched on.
  [[nodiscard]] std::optional<Keyring>& keyring() { return keyring_; }
  [[nodiscard]] const std::optional<Keyring>& keyring() const { return keyring_; }
  void set_encryption(bool on, KeyPolicy changed_keys) { config_.encrypt = on, config_.changed_keys = changed_keys; }
  /// How what a feature sees in Feature::element() came here.
  [[nodiscard]] Privacy privacy() const { return privacy_; }
  /// The server's clock, as far as we know it: ours may be off by a day (MSG-19).
  [[nodiscard]] WallTime server_time() const { return now_.wall + server_lead_; }
  void learn_time(WallTime server) { server_lead_ = server - now_.wall; }
  [[nodiscard]] ContactList& contacts() { return contacts_; }
  [[nodiscard]] const ContactList& contacts() const { return contacts_; }
  [[nodiscard]] ContactMemory& contact_memory() { return contact_memory_; }
  [[nodiscard]] const ContactMemory& contact_memory() const { return contact_memory_; }
  [[nodiscard]] bool is_online() const { return address_.has_value(); }
  [[nodiscard]] bool acknowledges() const { return acknowledges_; }                  ///< ack:1 is enabled on this stream
  [[nodiscard]] const std::optional<jid::Jid>& address() const { return address_; }  ///< full; only while online
  /// Whether our own account sent it, as the server does for it (RFC 6121 section 2.1.6): pushes of anybody else are forged.
  [[nodiscard]] bool is_own(const xml::Element& stanza) const;
  [[nodiscard]] bool begins_with_carbons() const { return carbons_; }  ///< they were enabled inside the login
  /// Nullptr without a stream.
  [[nodiscard]] const stream::ClientStream* stream() const { return stream_.get(); }
  /// A stream is being made or closed, or a request or a transfer waits for its answer.
  [[nodiscard]] bool is_busy() const;

  /// Dropped unless online or in login_awaited(). `message`: the id of a message of the outbox.
  void send(const xml::Element& element, std::string message = {});
  /// An iq to our account or the server; `type` is "get" or "set". The handler is called exactly once.
  void request(std::string_view type, xml::Element payload, AnswerHandler handler, Duration time = kRequestTime);
  /// The same to the server itself, not to our account on it.
  void ask_server(std::string_view type, xml::Element payload, AnswerHandler handler);
  /// The same to another address, as a group, which alone may answer.
  void ask(const std::string& to, std::string_view type, xml::Element payload, AnswerHandler handler);
  /// The host makes an HTTP request (transfer.hpp). `done` is called once, `progress` now and then.
  void transfer(Transfer transfer, Transfers::Done done, Transfers::Progress progress) {
    transfers_.begin(std::move(transfer), std::move(done), std::move(progress));
  }
  /// Hands a command to the features, as if the caller had given it.
  void pass(const Command& command);
  /// Hands an element to the features as if it came now.
  void dispatch(const xml::Element& element, Privacy privacy = Privacy::Clear);
  /// Has it sealed by whichever feature does.
  [[nodiscard]] Sealing seal(Outgoing& outgoing);
  /// What would become of a chat with that account, a bare address. Asks for keys that are missing.
  [[nodiscard]] Prospect prospect(const std::string& account);
  /// Who is in that group; nullptr where it is not certain.
  [[nodiscard]] const GroupState* group_state(const std::string& group) const;
  /// Whether a message of ours to that group was sealed for the account.
  [[nodiscard]] bool was_for(const std::string& group, const std::string& id, const std::string& account) const;
  void emit(Event event) { queue(std::move(event), {}); }
  /// `inbox_key`: what taking the event acknowledges.
  void emit(Event event, std::string inbox_key) { queue(std::move(event), std::move(inbox_key)); }
  /// A message of the inbox holds nothing for the caller: acknowledged as if he had taken it.
  void pass_over(const std::string& inbox_key);
  /// With stream management (XEP-0198), also while a lost stream may be resumed; nullptr without.
  [[nodiscard]] ManagedSession* managed() { return managed_ ? &*managed_ : nullptr; }
  /// The server has counted so many stanzas of ours. False if it can't be. Call it with managed() only, as the next two.
  [[nodiscard]] bool counted(std::uint32_t count);
  /// The count of stanzas that were handled.
  [[nodiscard]] std::uint32_t handled() const;
  void tell_handled();
  /// Asks the server for its count.
  void ask_for_count();
  /// Acknowledges an entry of the mailbox, now or when the session is resumed. Nothing on streams without ack:1.
  void acknowledge(const std::string& entry);
  /// Whether the message was sent in this session and the server has not counted it.
  [[nodiscard]] bool is_unacknowledged(std::string_view message) const;
  /// Makes a stream without login, or turns to one. True if there is one already: otherwise login_awaited() follows, or stream_ended().
  [[nodiscard]] bool prepare_registration();
  /// The stream, or the one that will follow it, is for registration.
  [[nodiscard]] bool is_registering() const { return intent_ == Intent::Register; }
  /// Logs in with the credentials on the stream of login_awaited().
  void login();
  /// Ends the stream; the client comes back if `reason` may be retried.
  void end_stream(stream::ClientAbort reason);

  /// Nullptr if no feature keeps one.
  [[nodiscard]] GroupBook* group_book() const;
  /// The same of broadcasts.
  [[nodiscard]] BroadcastBook* broadcast_book() const;

  // --- for Client -------------------------------------------------------------------------------------------------------------------
  void set_now(const Now& now) { now_ = now; }
  void configure(Config config);
  [[nodiscard]] bool is_idle() const { return !stream_ && !reconnect_at_; }
  void connect();
  void disconnect();
  void perform(const Command& command);
  [[nodiscard]] std::optional<Event> next_event();
  [[nodiscard]] std::optional<Transfer> next_transfer() { return transfers_.next(); }
  void transferred(std::uint64_t number, const Transferred& result);
  void transfer_goes_on(std::uint64_t number, std::uint64_t octets);
  void handle(Conn conn, const assay::Event& event);
  void timer();
  void end_turn();
  [[nodiscard]] std::optional<Action> next_action();
  [[nodiscard]] std::optional<Instant> next_deadline() const;

 private:
  enum class Intent { Away, Register, Online };
  struct Queued {
    Event event;
    std::string inbox_key;
    std::optional<std::uint32_t> stanza;  // its number in the managed session
  };

  void queue(Event event, std::string inbox_key);

  void send_request(xml::Element iq, AnswerHandler handler, Duration time, std::string to = {});
  void open_connection();
  /// By token, if there is one that is good yet.
  [[nodiscard]] stream::Login next_login();
  void pump();
  void collect_actions();
  void stream_event(const stream::ClientStreamEvent& event);
  void bound(const stream::StreamBound& bound);
  void received(const xml::Element& element);
  void ended(const stream::ClientStreamEnded& end);
  // session_resume.cpp
  void manage(const stream::StreamBound& facts);
  /// True if the session outlives the stream.
  [[nodiscard]] bool keep_session(const stream::ClientStreamEnded& end);
  void resumed(const stream::StreamResumed& facts);
  void forget_acknowledgements(std::size_t count);
  void not_resumed(const stream::ResumeFailed& facts);
  void session_over(const stream::ClientStreamEnded& end);
  void go_on_after(const stream::ClientStreamEnded& end, bool was_online);

  Config config_;
  RandomSource& random_;
  Credentials credentials_;
  std::optional<Keyring> keyring_;
  Privacy privacy_ = Privacy::Clear;
  Now now_;
  std::vector<std::unique_ptr<Feature>> features_;
  Requests requests_;
  Outbox outbox_;
  Inbox inbox_;
  ReceiptBook receipts_{kSeenMessages};
  MessageLog log_{kSeenMessages};
  FileBook files_;
  MediaService media_service_;
  Transfers transfers_;
  Duration server_lead_{};
  ContactList contacts_;
  ContactMemory contact_memory_;
  std::deque<Queued> events_;

  Intent intent_ = Intent::Away;
  std::unique_ptr<stream::ClientStream> stream_;
  Conn conn_{};
  std::uint64_t next_conn_ = 1;
  std::deque<Action> due_;  // actions not asked for yet
  std::optional<jid::Jid> address_;
  bool acknowledges_ = false;
  bool carbons_ = false;
  std::optional<ManagedSession> managed_;
  stream::ClientStreamEnded lost_by_;  // why managed_ has no stream
  unsigned attempt_ = 0;               // reconnections since we were online
  std::optional<Instant> reconnect_at_;
};

}  // namespace assay::client
