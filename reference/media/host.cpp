#include "reference/media/host.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "reference/crypto/secret.hpp"

namespace assay::media {
namespace {

constexpr std::size_t kPieceOctets = 65'536;
// Files that are removed in one turn.
constexpr std::size_t kSweepFiles = 1'000;
constexpr Duration kSweepTime = std::chrono::hours{1};
constexpr std::string_view kType = "application/octet-stream";

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view reason_of(unsigned status) {
  constexpr std::pair<unsigned, std::string_view> kReasons[] = {{100, "Continue"},
                                                                {200, "OK"},
                                                                {201, "Created"},
                                                                {204, "No Content"},
                                                                {206, "Partial Content"},
                                                                {400, "Bad Request"},
                                                                {403, "Forbidden"},
                                                                {404, "Not Found"},
                                                                {405, "Method Not Allowed"},
                                                                {411, "Length Required"},
                                                                {413, "Content Too Large"},
                                                                {415, "Unsupported Media Type"},
                                                                {416, "Range Not Satisfiable"},
                                                                {422, "Unprocessable Content"},
                                                                {431, "Request Header Fields Too Large"},
                                                                {500, "Internal Server Error"},
                                                                {507, "Insufficient Storage"}};
  for (const auto& [known, reason] : kReasons) {
    if (known == status) return reason;
  }
  return "";
}

unsigned status_of(ShelfFault fault) { return fault == ShelfFault::NoRoom ? 507 : 500; }

bool is_file_name(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return text.size() == 43 && text.find_first_not_of(kLetters) == std::string_view::npos;
}

}  // namespace

Host::Host(HostConfig config, Shelf& shelf) : config_(std::move(config)), key_(config_.secret), shelf_(shelf) {
  crypto::wipe(config_.secret);
}

// --- connections ------------------------------------------------------------------------------------------------------------------

void Host::handle(Conn conn, const Event& event, const Now& now) {
  if (const auto* opening = std::get_if<Opened>(&event)) return opened(conn, *opening, now);
  const auto found = peers_.find(conn);
  if (found == peers_.end()) return;
  Peer& peer = found->second;
  std::visit(overloaded{
                 [&](const Received& come) { received(conn, peer, come.bytes, now); },
                 [&](const Sent& left) {
                   peer.unsent -= std::min(peer.unsent, left.bytes);
                   pump(conn, peer, now);
                 },
                 // Who ends before its request is whole gets no answer; whatever it put is gone.
                 [&](const PeerFinished&) {
                   if (!peer.is_answered && !peer.download) actions_.push_back(Abort{conn});
                 },
                 [&](const Closed&) { drop(conn); },
                 [&](const auto&) {},
             },
             event);
}

void Host::opened(Conn conn, const Opened& event, const Now& now) {
  std::size_t& of_address = by_address_[event.peer.host];
  if (peers_.size() >= config_.bounds.connections || of_address >= config_.bounds.connections_per_address) {
    if (of_address == 0) by_address_.erase(event.peer.host);
    actions_.push_back(Abort{conn});
    return;
  }
  ++of_address;
  Peer& peer = peers_[conn];
  peer.address = event.peer.host;
  peer.deadline = now.monotonic + config_.bounds.head_time;
  actions_.push_back(Secure{conn, TlsSide::Server, ""});
}

void Host::drop(Conn conn) {
  const auto found = peers_.find(conn);
  const auto counted = by_address_.find(found->second.address);
  if (--counted->second == 0) by_address_.erase(counted);
  peers_.erase(found);
}

std::optional<Action> Host::next_action() {
  if (actions_.empty()) return std::nullopt;
  Action action = std::move(actions_.front());
  actions_.pop_front();
  return action;
}

std::optional<Instant> Host::next_deadline() const {
  std::optional<Instant> next = next_sweep_;
  for (const auto& [conn, peer] : peers_) next = next ? std::min(*next, peer.deadline) : peer.deadline;
  return next;
}

void Host::timer(const Now& now) {
  for (auto& [conn, peer] : peers_) {
    if (peer.deadline > now.monotonic) continue;
    actions_.push_back(Abort{conn});
    peer.deadline = now.monotonic + config_.bounds.head_time;  // Closed comes before
  }
  if (next_sweep_ && *next_sweep_ <= now.monotonic) sweep(now);
}

Duration Host::time_for(std::uint64_t octets) const {
  return config_.bounds.transfer_time + std::chrono::seconds{static_cast<std::int64_t>(octets / config_.bounds.slowest)};
}

// --- requests ---------------------------------------------------------------------------------------------------------------------

void Host::received(Conn conn, Peer& peer, ByteView octets, const Now& now) {
  if (peer.is_answered || peer.download) return;
  if (peer.upload) return write(conn, peer, octets, now);
  switch (peer.reader.feed(octets)) {
    case RequestReader::State::Reading: return;
    case RequestReader::State::TooLarge: return answer(conn, peer, 431, now);
    case RequestReader::State::Broken: return answer(conn, peer, 400, now);
    case RequestReader::State::Complete: return take(conn, peer, now);
  }
}

void Host::take(Conn conn, Peer& peer, const Now& now) {
  const std::string& method = peer.reader.request().method;
  if (method == "PUT") return put(conn, peer, now);
  if (method == "GET" || method == "HEAD") return get(conn, peer, now);
  if (method == "OPTIONS") return answer(conn, peer, 204, now);
  answer(conn, peer, 405, now, {{"Allow", "OPTIONS, HEAD, GET, PUT"}});
}

void Host::put(Conn conn, Peer& peer, const Now& now) {
  const Request& request = peer.reader.request();
  const std::string id = request.target.substr(1);
  const auto slot = is_file_name(id) ? key_.read(id, request.field("authorization")) : std::nullopt;
  if (!slot || slot->expires <= now.wall) return answer(conn, peer, 403, now);
  if (request.fields.contains("transfer-encoding") || !request.fields.contains("content-length")) return answer(conn, peer, 411, now);
  const auto octets = number(request.field("content-length"));
  if (!octets) return answer(conn, peer, 400, now);
  if (*octets != slot->octets) return answer(conn, peer, *octets > slot->octets ? 413 : 400, now);
  if (const auto type = request.field("content-type"); !type.empty() && type != kType) return answer(conn, peer, 415, now);
  auto draft = shelf_.begin(id, now.wall);
  if (!draft) return answer(conn, peer, status_of(draft.error()), now);
  peer.deadline = now.monotonic + time_for(*octets);
  Upload upload;
  upload.id = id;
  upload.sha256 = slot->sha256;
  upload.left = *octets;
  upload.draft = std::move(*draft);
  peer.upload = std::move(upload);
  if (request.field("expect") == "100-continue") send(conn, peer, "HTTP/1.1 100 Continue\r\n\r\n");
  write(conn, peer, peer.reader.rest(), now);
}

void Host::write(Conn conn, Peer& peer, ByteView octets, const Now& now) {
  Upload& upload = *peer.upload;
  octets = octets.substr(0, upload.left);
  upload.left -= octets.size();
  upload.hash.add(octets);
  if (const auto written = upload.draft->write(octets); !written) {
    const unsigned status = status_of(written.error());
    peer.upload.reset();
    return answer(conn, peer, status, now);
  }
  if (upload.left == 0) end_upload(conn, peer, now);
}

void Host::end_upload(Conn conn, Peer& peer, const Now& now) {
  Upload upload = std::move(*peer.upload);
  peer.upload.reset();
  if (upload.hash.finish() != upload.sha256) return answer(conn, peer, 422, now);
  if (const auto kept = upload.draft->keep(); !kept) return answer(conn, peer, status_of(kept.error()), now);
  if (!next_sweep_) next_sweep_ = now.monotonic + kSweepTime;
  answer(conn, peer, 201, now);
}

namespace {

/// RFC 9110 section 14.2: one range of octets. Nothing: as if none were asked for.
struct Asked {
  std::optional<std::uint64_t> first;
  std::optional<std::uint64_t> last;
};
std::optional<Asked> asked_range(std::string_view text) {
  constexpr std::string_view kUnit = "bytes=";
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const Asked asked{number(text.substr(0, dash)), number(text.substr(dash + 1))};
  const bool is_sound = (asked.first || dash == 0) && (asked.last || dash + 1 == text.size()) && (asked.first || asked.last);
  if (!is_sound || (asked.first && asked.last && *asked.first > *asked.last)) return std::nullopt;
  return asked;
}

}  // namespace

// What is not there, is no more, and never was looks alike.
void Host::get(Conn conn, Peer& peer, const Now& now) {
  const Request& request = peer.reader.request();
  const std::string id = request.target.substr(1);
  const auto kept = is_file_name(id) ? find(id, now) : std::nullopt;
  if (!kept) return answer(conn, peer, 404, now);
  Range range{0, kept->octets};
  unsigned status = 200;
  Fields fields;
  const auto asked = request.fields.contains("if-range") ? std::nullopt : asked_range(request.field("range"));
  if (asked) {
    range.at = asked->first ? *asked->first : kept->octets - std::min(kept->octets, *asked->last);
    if (range.at >= kept->octets) return answer(conn, peer, 416, now, {{"Content-Range", "bytes */" + std::to_string(kept->octets)}});
    const std::uint64_t end = asked->first && asked->last ? std::min(*asked->last, kept->octets - 1) : kept->octets - 1;
    range.octets = end - range.at + 1;
    status = 206;
    fields.emplace_back("Content-Range",
                        "bytes " + std::to_string(range.at) + "-" + std::to_string(end) + "/" + std::to_string(kept->octets));
  }
  fields.emplace_back("Content-Type", kType);
  fields.emplace_back("Content-Length", std::to_string(range.octets));
  fields.emplace_back("Accept-Ranges", "bytes");
  peer.deadline = now.monotonic + time_for(range.octets);
  send_head(conn, peer, status, fields);
  peer.download = Download{id, range.at, request.method == "HEAD" ? 0 : range.octets};
  pump(conn, peer, now);
}

std::optional<Kept> Host::find(const std::string& id, const Now& now) {
  const auto kept = shelf_.find(id);
  if (!kept || kept->since + config_.media_time > now.wall) return kept;
  shelf_.remove(id);
  return std::nullopt;
}

void Host::sweep(const Now& now) {
  const auto old = shelf_.older_than(now.wall - config_.media_time, kSweepFiles);
  for (const std::string& id : old) shelf_.remove(id);
  next_sweep_.reset();
  if (!shelf_.is_empty()) next_sweep_ = now.monotonic + (old.size() == kSweepFiles ? Duration{std::chrono::seconds{1}} : kSweepTime);
}

// --- answers ----------------------------------------------------------------------------------------------------------------------

void Host::answer(Conn conn, Peer& peer, unsigned status, const Now& now, const Fields& fields) {
  Fields all = fields;
  if (status != 204) all.emplace_back("Content-Length", "0");
  send_head(conn, peer, status, all);
  finish(conn, peer, now);
}

// Sections 4 and 10 of XEP-0363: pages of other origins may use it, and no browser makes anything of what it gets.
void Host::send_head(Conn conn, Peer& peer, unsigned status, const Fields& fields) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_of(status)) + "\r\n";
  for (const auto& [name, value] : fields) head += name + ": " + value + "\r\n";
  head +=
      "Connection: close\r\n"
      "Cache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Content-Disposition: attachment\r\n"
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
      "Access-Control-Allow-Origin: *\r\n"
      "Access-Control-Allow-Methods: OPTIONS, HEAD, GET, PUT\r\n"
      "Access-Control-Allow-Headers: Authorization, Content-Type, Range\r\n"
      "\r\n";
  send(conn, peer, std::move(head));
}

void Host::pump(Conn conn, Peer& peer, const Now& now) {
  if (!peer.download) return;
  Download& download = *peer.download;
  while (download.left > 0 && peer.unsent < config_.bounds.unsent) {
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(download.left, kPieceOctets));
    auto octets = shelf_.read(download.id, download.at, most);
    // Its length has been told: only the connection's end can say that no more comes.
    if (!octets || octets->empty()) {
      peer.download.reset();
      peer.is_answered = true;
      actions_.push_back(Abort{conn});
      return;
    }
    download.at += octets->size();
    download.left -= octets->size();
    send(conn, peer, std::move(*octets));
  }
  if (download.left > 0 || peer.unsent > 0) return;
  peer.download.reset();
  finish(conn, peer, now);
}

void Host::finish(Conn conn, Peer& peer, const Now& now) {
  peer.is_answered = true;
  peer.deadline = now.monotonic + config_.bounds.head_time;
  actions_.push_back(Finish{conn});
}

void Host::send(Conn conn, Peer& peer, Bytes octets) {
  peer.unsent += octets.size();
  actions_.push_back(Send{conn, std::move(octets)});
}

}  // namespace assay::media
