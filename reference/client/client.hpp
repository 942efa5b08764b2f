#pragma once
// A CXMPP phone as a machine: registers a number, logs in, matches contacts, sends and receives messages, and comes back after a cut.
// It has one stream at a time. What it does lies in features/, one file each, over stream::ClientStream.
//
// Commands may be given at any time between turns; what needs a stream waits for one. Events come out of next_event():
//
//     client.send({.to = "12025550102@example.org", .body = "hello"}, now);
//     driver.end_turn(now);                                // the host performs what the client wants
//     while (auto event = client.next_event()) show(*event);
//     driver.end_turn(now);                                // taking a MessageReceived wrote an acknowledgement

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/client/commands.hpp"
#include "reference/client/config.hpp"
#include "reference/client/credentials.hpp"
#include "reference/client/events.hpp"
#include "reference/client/keyring.hpp"
#include "reference/client/transfer.hpp"

namespace assay::client {

class BroadcastBook;
class GroupBook;
class Session;

class Client final : public Machine {
 public:
  /// `random` must outlive the client. `credentials`: what an earlier run stored, if it did.
  Client(Config config, RandomSource& random, Credentials credentials = {}, std::optional<Keyring> keyring = {});
  ~Client() override;

  /// Only while there is no stream and none is being made: is_idle().
  void configure(Config config);
  [[nodiscard]] const Config& config() const;
  [[nodiscard]] bool is_idle() const;
  [[nodiscard]] bool is_online() const;

  /// Logs in with the credentials; without any: Failed{"login", "not-registered"}. Does nothing on a stream that logs in or is online.
  void connect(const Now& now);
  /// Closes the stream in order and stays away. Offline{ClosedByUs} follows, also if there was none.
  void disconnect(const Now& now);
  void register_number(RegisterNumber command, const Now& now);
  void verify(std::string code, const Now& now);
  void match(Match command, const Now& now);
  /// Whether numbers may go to the server (CON-17); match() waits for it.
  void allow_upload(bool allowed, const Now& now);
  /// The message's id.
  std::string send(SendMessage command, const Now& now);
  /// The same.
  std::string send_file(SendFile command, const Now& now);
  void sync(std::string tag, const Now& now);
  /// Any of the commands above as a value.
  void perform(const Command& command, const Now& now);

  [[nodiscard]] const Credentials& credentials() const;
  /// Keys of end-to-end encryption, nothing where it was never on. To be stored whenever their revision is another, and before what the
  /// client wants to send leaves: a ratchet that goes back uses a key twice. KeySafe does that.
  [[nodiscard]] const std::optional<Keyring>& keyring() const;
  /// To be kept for Config::contacts of the next run.
  [[nodiscard]] const ContactMemory& contact_memory() const;
  /// To be kept as write_group_memory() writes it, once what the client tells was taken: what it knows of groups was told by then.
  [[nodiscard]] const GroupBook& group_book() const;
  /// The same of broadcasts, as write_broadcast_memory() writes it, and before what the client wants to send leaves: otherwise nobody knows
  /// what went to whom. The lists in it are the caller's to change.
  [[nodiscard]] BroadcastBook& broadcast_book();
  /// What an earlier run kept. To be called before connect().
  void recall(GroupBook groups);
  void recall(BroadcastBook broadcasts);
  /// Messages that the server has not accepted yet, oldest first.
  [[nodiscard]] std::vector<SendMessage> unaccepted() const;
  /// What happened, oldest first. Taking a MessageReceived acknowledges it: the caller owns it from then on.
  [[nodiscard]] std::optional<Event> next_event();

  /// What the host has to do over HTTP, once each. transferred() follows, and may come at any time between turns.
  [[nodiscard]] std::optional<Transfer> next_transfer();
  void transferred(std::uint64_t number, const Transferred& result, const Now& now);
  /// So many octets of it have gone or come.
  void transfer_goes_on(std::uint64_t number, std::uint64_t octets, const Now& now);

  void handle(Conn conn, const assay::Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now& now) override;
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  std::unique_ptr<Session> session_;
};

}  // namespace assay::client
