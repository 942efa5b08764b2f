#include "reference/client/client.hpp"

#include <utility>

#include "reference/base/assert.hpp"
#include "reference/client/broadcast_book.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/session.hpp"

namespace assay::client {

Client::Client(Config config, RandomSource& random, Credentials credentials, std::optional<Keyring> keyring)
    : session_(std::make_unique<Session>(std::move(config), random, std::move(credentials), std::move(keyring))) {}

Client::~Client() = default;

void Client::configure(Config config) { session_->configure(std::move(config)); }
const Config& Client::config() const { return session_->config(); }
bool Client::is_idle() const { return session_->is_idle(); }
bool Client::is_online() const { return session_->is_online(); }

void Client::connect(const Now& now) {
  session_->set_now(now);
  session_->connect();
}

void Client::disconnect(const Now& now) {
  session_->set_now(now);
  session_->disconnect();
}

void Client::perform(const Command& command, const Now& now) {
  session_->set_now(now);
  session_->perform(command);
}

void Client::register_number(RegisterNumber command, const Now& now) { perform(std::move(command), now); }
void Client::verify(std::string code, const Now& now) { perform(Verify{std::move(code)}, now); }
void Client::match(Match command, const Now& now) { perform(std::move(command), now); }
void Client::allow_upload(bool allowed, const Now& now) { perform(AllowUpload{allowed}, now); }
void Client::sync(std::string tag, const Now& now) { perform(Sync{std::move(tag)}, now); }

std::string Client::send(SendMessage command, const Now& now) {
  if (command.id.empty()) command.id = session_->random().token(kIdOctets);
  std::string id = command.id;
  perform(std::move(command), now);
  return id;
}

std::string Client::send_file(SendFile command, const Now& now) {
  if (command.id.empty()) command.id = session_->random().token(kIdOctets);
  std::string id = command.id;
  perform(std::move(command), now);
  return id;
}

const Credentials& Client::credentials() const { return std::as_const(*session_).credentials(); }
const std::optional<Keyring>& Client::keyring() const { return std::as_const(*session_).keyring(); }
const ContactMemory& Client::contact_memory() const { return std::as_const(*session_).contact_memory(); }
const GroupBook& Client::group_book() const {
  const GroupBook* book = session_->group_book();
  ASSAY_ASSERT(book);
  return *book;
}

void Client::recall(GroupBook groups) {
  if (GroupBook* book = session_->group_book()) *book = std::move(groups);
}

BroadcastBook& Client::broadcast_book() {
  BroadcastBook* book = session_->broadcast_book();
  ASSAY_ASSERT(book);
  return *book;
}

// Receipts for what an earlier run sent count as well (BCL-14).
void Client::recall(BroadcastBook broadcasts) {
  for (const std::string& id : broadcasts.order()) {
    for (const auto& [jid, message] : *broadcasts.messages(id)) (void)session_->receipts().sent(message, jid);
  }
  broadcast_book() = std::move(broadcasts);
}

std::vector<SendMessage> Client::unaccepted() const {
  std::vector<SendMessage> messages;
  for (const Outgoing& outgoing : session_->outbox().messages()) {
    if (outgoing.receipt_for.empty()) messages.push_back(outgoing.message);
  }
  return messages;
}

std::optional<Event> Client::next_event() { return session_->next_event(); }

std::optional<Transfer> Client::next_transfer() { return session_->next_transfer(); }

void Client::transferred(std::uint64_t number, const Transferred& result, const Now& now) {
  session_->set_now(now);
  session_->transferred(number, result);
}

void Client::transfer_goes_on(std::uint64_t number, std::uint64_t octets, const Now& now) {
  session_->set_now(now);
  session_->transfer_goes_on(number, octets);
}

void Client::handle(Conn conn, const assay::Event& event, const Now& now) {
  session_->set_now(now);
  session_->handle(conn, event);
}

void Client::timer(const Now& now) {
  session_->set_now(now);
  session_->timer();
}

void Client::end_turn(const Now& now) {
  session_->set_now(now);
  session_->end_turn();
}

std::optional<Action> Client::next_action() { return session_->next_action(); }
std::optional<Instant> Client::next_deadline() const { return session_->next_deadline(); }

}  // namespace assay::client
