// The life of a client's connection: made when somebody wants to be online or to register, given up, and made again.

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/reconnect.hpp"
#include "reference/client/session.hpp"

namespace assay::client {
namespace {

// However long a server wants us to stay away (MSG-23).
constexpr Duration kLongestStay = std::chrono::hours{1};

// RFC 9562 section 5.4.
std::string random_uuid(RandomSource& random) {
  Bytes octets = random.bytes(16);
  octets[6] = static_cast<char>((static_cast<unsigned char>(octets[6]) & 0x0FU) | 0x40U);
  octets[8] = static_cast<char>((static_cast<unsigned char>(octets[8]) & 0x3FU) | 0x80U);
  std::string text = hex(octets);
  for (const std::size_t at : {8, 13, 18, 23}) text.insert(at, 1, '-');
  return text;
}

}  // namespace

void Session::connect() {
  if (!credentials_.registered()) return emit(Failed{"login", "not-registered", "no number is registered", {}, {}});
  intent_ = Intent::Online;
  if (!stream_) return open_connection();
  if (stream_->phase() == stream::ClientPhase::Waiting) login();
  pump();
}

void Session::disconnect() {
  intent_ = Intent::Away;
  reconnect_at_.reset();
  if (!stream_) {
    if (managed_) session_over(lost_by_);
    return emit(Offline{stream::ClientAbort::ClosedByUs, {}, {}});
  }
  end_stream(stream::ClientAbort::ClosedByUs);
  pump();
}

bool Session::prepare_registration() {
  const bool waits = stream_ && stream_->phase() == stream::ClientPhase::Waiting;
  const bool on_its_way = stream_ && intent_ == Intent::Register;
  intent_ = Intent::Register;
  if (managed_ && !is_online()) session_over(lost_by_);
  if (waits) return true;
  if (!stream_) {
    open_connection();
  } else if (!on_its_way) {
    stream_->close(stream::ClientAbort::ClosedByUs, now_);
  }
  return false;
}

void Session::login() {
  ASSAY_ASSERT(stream_ && credentials_.registered());
  intent_ = Intent::Online;
  stream_->login({credentials_.username(), credentials_.token.copy(), {}}, now_);
}

stream::Login Session::next_login() {
  stream::Login login{credentials_.username(), credentials_.token.copy(), {}};
  if (credentials_.fast && credentials_.fast->expiry <= now_.wall) credentials_.fast.reset();
  if (credentials_.fast)
    login.token = stream::KnownToken{credentials_.fast->mechanism, credentials_.fast->token.copy(), ++credentials_.fast->count};
  return login;
}

void Session::end_stream(stream::ClientAbort reason) {
  if (!stream_) return;
  tell_handled();  // XEP-0198 section 4: lest it comes again
  stream_->close(reason, now_);
}

void Session::open_connection() {
  reconnect_at_.reset();
  stream::ClientStreamConfig config;
  config.domain = config_.domain;
  config.tls = config_.tls;
  config.resource = config_.resource;
  config.allow_plain = config_.allow_plain;
  config.limits = config_.limits;
  config.scram_memo = config_.scram_memo;
  if (credentials_.user_agent.empty()) credentials_.user_agent = random_uuid(random_);
  config.user_agent = credentials_.user_agent;
  if (managed_ && intent_ == Intent::Online) config.resume = stanza::sm::Resume{managed_->id, managed_->told = handled()};
  std::optional<stream::Login> login;
  if (intent_ == Intent::Online) login = next_login();
  stream_ = std::make_unique<stream::ClientStream>(std::move(config), random_, std::move(login));
  conn_ = outbound(next_conn_++);
  due_.push_back(Connect{conn_, config_.server});
}

void Session::handle(Conn conn, const assay::Event& event) {
  if (!stream_ || conn != conn_) return;
  stream_->handle(event, now_);
  pump();
}

void Session::pump() {
  while (stream_) {
    auto event = stream_->next_event();
    if (!event) return;
    stream_event(*event);
  }
}

void Session::stream_event(const stream::ClientStreamEvent& event) {
  std::visit(overloaded{
                 [&](const stream::LoginAwaited&) {
                   if (intent_ == Intent::Online) return login();
                   for (const auto& feature : features_) feature->login_awaited(*this);
                 },
                 [&](const stream::TokenGiven& given) {
                   credentials_.fast = FastToken{given.mechanism, given.token.copy(), given.expiry, 0};
                 },
                 [&](const stream::TokenRefused&) { credentials_.fast.reset(); },
                 [&](const stream::StreamBound& facts) { bound(facts); },
                 [&](const stream::StreamResumed& facts) { resumed(facts); },
                 [&](const stream::ResumeFailed& facts) { not_resumed(facts); },
                 [&](const stream::StanzaReceived& stanza) { received(stanza.element); },
                 [&](const stream::ClientStreamEnded& end) { ended(end); },
             },
             event);
}

void Session::bound(const stream::StreamBound& facts) {
  if (managed_) session_over(lost_by_);  // the server does not resume any more
  if (facts.managed) manage(facts);
  address_ = facts.address;
  acknowledges_ = facts.acknowledges;
  carbons_ = facts.carbons;
  attempt_ = 0;
  emit(Online{facts.address.text()});
  for (const auto& feature : features_) feature->bound(*this);
}

void Session::ended(const stream::ClientStreamEnded& end) {
  const bool was_online = is_online();
  stream_.reset();
  due_.clear();
  address_.reset();
  acknowledges_ = false;
  if (keep_session(end)) {
    for (const auto& feature : features_) feature->suspended(*this);
  } else {
    session_over(end);
  }
  if (!stream_) go_on_after(end, was_online);  // a feature may have asked for another stream
}

void Session::go_on_after(const stream::ClientStreamEnded& end, bool was_online) {
  Offline offline{end.reason, end.text, {}};
  if (intent_ == Intent::Register && end.reason != stream::ClientAbort::ClosedByUs && !was_online) {
    intent_ = Intent::Away;  // commands that waited have failed; a server may well cut a stream on which a person looks for a code
    return;
  }
  if (end.reason == stream::ClientAbort::ClosedByUs && intent_ != Intent::Away) {  // we changed our mind about what the stream is for
    if (was_online) emit(std::move(offline));
    return open_connection();
  }
  // Still the same login; the token is gone, so that it happens once.
  if (end.reason == stream::ClientAbort::TokenNotTaken && intent_ == Intent::Online) return open_connection();
  if (intent_ == Intent::Online && config_.auto_reconnect && stream::may_retry(end.reason)) {
    const Duration drawn = reconnect_delay(attempt_++, random_);
    offline.retry_in = end.retry_after ? std::min<Duration>(*end.retry_after, kLongestStay) : drawn;
    reconnect_at_ = now_.monotonic + *offline.retry_in;
  } else {
    if (intent_ == Intent::Online && !was_online) emit(Failed{"login", end.condition, end.text, {}, {}});
    intent_ = Intent::Away;
  }
  emit(std::move(offline));
}

// One Send for all that a turn wrote.
void Session::collect_actions() {
  while (auto output = stream_ ? stream_->next_output() : std::nullopt) {
    std::visit(overloaded{
                   [&](stream::WriteOctets& write) {
                     auto* last = due_.empty() ? nullptr : std::get_if<Send>(&due_.back());
                     last != nullptr ? void(last->bytes += write.octets) : void(due_.push_back(Send{conn_, std::move(write.octets)}));
                   },
                   [&](stream::BeginTls& start) {
                     due_.push_back(Secure{conn_, TlsSide::Client, std::move(start.server_name)});
                   },
                   [&](stream::FinishWriting&) { due_.push_back(Finish{conn_}); },
                   [&](stream::CutConnection&) { due_.push_back(Abort{conn_}); },
               },
               *output);
  }
}

std::optional<Action> Session::next_action() {
  if (due_.empty()) collect_actions();
  if (due_.empty()) return std::nullopt;
  Action action = std::move(due_.front());
  due_.pop_front();
  return action;
}

}  // namespace assay::client
