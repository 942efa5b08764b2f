// Files in messages (spec chapter 10). To send one: seal it, get a slot, put it, and then write the message that says where it is. To fetch
// one: from the server's address alone, and held against what the message says of it before anything is opened. What is gone is asked for
// inside the encryption. A file is in memory while that lasts; HTTP is the host's (transfer.hpp).

#include "reference/stanza/media.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "reference/client/feature.hpp"
#include "reference/client/file_book.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/sent_files.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/e2e/media.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/disco.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace media_ = stanza::media;

/// Transfers of one file before it is given up, and the wait between them, longer each time.
constexpr unsigned kTries = 3;
constexpr Duration kTryAgain = std::chrono::seconds{5};
/// Files under way at once, of either direction; their octets together are kSentOctets at most.
constexpr std::size_t kUnderWay = 100;
/// Shorter ones go without progress; of longer ones each tenth is told.
constexpr std::uint64_t kLongFile = 1'048'576;
constexpr std::uint64_t kProgressSteps = 10;

std::string bare_text(std::string_view address) {
  const auto jid = jid::Jid::parse(address);
  return jid ? jid->bare().text() : std::string();
}

/// Chapter 10, section 4: what a key is for follows from the media type.
e2e::MediaType sealed_as(std::string_view type) {
  const std::string_view top = type.substr(0, type.find('/'));
  const auto known = top == "image" || top == "audio" || top == "video" ? e2e::media_type(top) : std::nullopt;
  return known.value_or(e2e::MediaType::Document);
}

/// Whether and when the next try is due.
struct Tries {
  unsigned made = 0;
  std::optional<Instant> due{};
  bool awaits_stream = true;

  [[nodiscard]] bool again(Instant now) {
    if (++made >= kTries) return false;
    due = now + kTryAgain * made;
    return true;
  }
};

/// Tells each tenth once.
class Tenths {
 public:
  [[nodiscard]] bool is_news(std::uint64_t octets, std::uint64_t of) {
    if (of < kLongFile) return false;
    const std::uint64_t tenth = octets * kProgressSteps / of;
    return tenth > std::exchange(told_, std::max(told_, tenth));
  }

 private:
  std::uint64_t told_ = 0;
};

bool is_passing(unsigned status) { return status == 0 || (status >= 500 && status != 507); }
std::string answer_text(unsigned status) { return status == 0 ? "nobody answered" : "the media host answered " + std::to_string(status); }

/// MSG-25s. The octets of the file, or why there are none.
Result<Bytes, const char*> opened_file(const media_::File& file, const Transferred& came) {
  if (came.too_long || came.octets.size() != file.octets) return fail("wrong-size");
  if (crypto::sha256(came.octets) != file.sha256) return fail("wrong-hash");
  auto plain = e2e::open_media(crypto::Secret(Bytes(file.key)), sealed_as(file.type), came.octets);
  if (!plain) return fail("not-authentic");
  if (plain->size() < file.size) return fail("wrong-size");
  plain->resize(file.size);
  return std::move(*plain);
}

class Media final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* send = std::get_if<SendFile>(&command)) {
      seal_file(session, *send);
    } else if (const auto* wanted = std::get_if<FetchFile>(&command)) {
      begin_fetch(session, {wanted->group, wanted->from, wanted->id});
    } else {
      return false;
    }
    return true;
  }

  void bound(Session& session) override {
    for (const Place& place : places_of(uploads_, [](const Upload& each) { return each.tries.awaits_stream; })) put(session, place);
    for (const FileKey& key : places_of(fetches_, [](const Fetch& each) { return each.tries.awaits_stream; })) get(session, key);
  }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override { service_.reset(); }

  void timer(Session& session) override {
    const auto is_due = [now = session.now().monotonic](const auto& each) { return each.tries.due && *each.tries.due <= now; };
    for (const Place& place : places_of(uploads_, is_due)) put(session, place);
    for (const FileKey& key : places_of(fetches_, is_due)) get(session, key);
  }

  [[nodiscard]] std::optional<Instant> next_deadline() const override {
    std::optional<Instant> first;
    const auto look = [&](const auto& all) {
      for (const auto& [key, each] : all) {
        if (each.tries.due && (!first || *each.tries.due < *first)) first = each.tries.due;
      }
    };
    look(uploads_);
    look(fetches_);
    return first;
  }

  // What is said about files among devices stands inside the encryption, in kind control; in the clear anybody could have written it.
  bool element(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message") || session.privacy() != Privacy::Encrypted) return false;
    const auto kind = stanza::kind_of(element);
    const std::string_view type = element.attribute("type");
    if (!kind || kind->type != stanza::MessageKind::Control || type == "groupchat" || type == "error") return false;
    const xml::Element* asked = element.find_child(media_::kNs, "again");
    const xml::Element* told = element.find_child(media_::kNs, "there");
    if (asked == nullptr && told == nullptr) return false;
    const std::string from = bare_text(element.attribute("from"));
    acknowledge_entry(session, element);
    if (const auto again = asked != nullptr ? media_::Again::parse(*asked) : std::nullopt) put_again(session, from, *again);
    if (const auto there = told != nullptr ? media_::There::parse(*told) : std::nullopt) come_again(session, from, *there);
    return true;
  }

 private:
  /// The conversation and the message's id.
  using Place = std::pair<std::string, std::string>;
  struct Upload {
    media_::File file;
    std::shared_ptr<const Bytes> octets;
    std::string body{};
    std::set<std::string> askers{};  ///< accounts for whom it is put again; of a file that is sent: none
    Tries tries{};
    Tenths tenths{};
  };
  struct Fetch {
    Tries tries{};
    Tenths tenths{};
    bool is_gone = false;  ///< it was asked for
  };

  template <class Map, class Predicate>
  static std::vector<typename Map::key_type> places_of(const Map& all, Predicate wanted) {
    std::vector<typename Map::key_type> places;
    for (const auto& [key, each] : all) {
      if (wanted(each)) places.push_back(key);
    }
    return places;
  }

  // --- the service ------------------------------------------------------------------------------------------------------------------

  static std::string upload_at(const Session& session) { return "upload." + session.config().domain; }

  using Then = std::function<void(Session&, const std::optional<RequestFault>&)>;

  /// Once it is known where files are, or why it is not.
  void with_service(Session& session, Then then) {
    if (service_) return then(session, {});
    asking_.push_back(std::move(then));
    if (asking_.size() > 1) return;
    session.ask(upload_at(session), "get", stanza::disco::Info{}.write(), [this](Session& s, const Answer& answer) {
      std::optional<RequestFault> fault;
      const xml::Element* query = answer ? answer->find_child(stanza::disco::kInfoNs, "query") : nullptr;
      service_ = query != nullptr ? media_::Service::in(*query) : std::nullopt;
      if (!service_ || !service_->address.starts_with("https://")) {
        service_.reset();
        fault = answer ? RequestFault{RequestFault::Kind::Refused, "no-media-host", "the server does not say where files are", {}}
                       : answer.error();
      }
      for (const Then& each : std::exchange(asking_, {})) each(s, fault);
    });
  }

  /// MSG-25q.
  [[nodiscard]] bool is_at_service(const std::string& url) const { return service_ && url.starts_with(service_->address + '/'); }

  // --- sending ----------------------------------------------------------------------------------------------------------------------

  void seal_file(Session& session, const SendFile& wanted) {
    const std::string to = bare_text(wanted.to);
    const std::string id = wanted.id.empty() ? session.random().token(kIdOctets) : wanted.id;
    const std::uint64_t sealed_octets = e2e::sealed_media_octets(wanted.octets.size());
    const char* condition = nullptr;
    if (to.empty()) condition = "jid-malformed";
    if (id.size() > session.config().limits.message_id_octets) condition = "bad-id";
    if (uploads_.count({to, id}) != 0 || session.outbox().find(id) != nullptr) condition = "conflict";
    if (uploads_.size() + fetches_.size() >= kUnderWay || octets_under_way() + sealed_octets > kSentOctets) condition = "queue-full";
    if (sealed_octets > session.config().limits.media_octets) condition = "file-too-large";
    if (!session.config().encrypt) condition = "not-encrypted";
    if (condition != nullptr) return session.emit(Failed{"send-file", condition, {}, {}, id});
    const crypto::Secret key = e2e::media_key(session.random());
    const std::string type = wanted.type.empty() ? media_::kContentType : wanted.type;
    const auto octets = std::make_shared<const Bytes>(e2e::seal_media(key, sealed_as(type), wanted.octets));
    media_::File file{{}, Bytes(key.reveal()), crypto::sha256(*octets), octets->size(), wanted.octets.size(), type, {}, wanted.voice};
    if (!wanted.name.empty()) file.name = file_name(wanted.name);
    uploads_.emplace(Place{to, id}, Upload{std::move(file), octets, wanted.body});
    put(session, {to, id});
  }

  [[nodiscard]] std::uint64_t octets_under_way() const {
    std::uint64_t octets = 0;
    for (const auto& [place, upload] : uploads_) octets += upload.octets->size();
    return octets;
  }

  void put(Session& session, const Place& place) {
    Upload& upload = uploads_.at(place);
    upload.tries.due.reset();
    upload.tries.awaits_stream = !session.is_online();
    if (upload.tries.awaits_stream) return;
    with_service(session, [this, place](Session& s, const std::optional<RequestFault>& fault) {
      if (fault) return not_put(s, place, *fault);
      const Upload& known = uploads_.at(place);
      if (service_->most_octets != 0 && known.octets->size() > service_->most_octets) return give_up(s, place, "file-too-large", {});
      s.ask(upload_at(s), "get", media_::Request{known.octets->size(), known.file.sha256}.write(),
            [this, place](Session& again, const Answer& answer) {
              const xml::Element* child = answer ? answer->find_child(media_::kUploadNs, "slot") : nullptr;
              const auto slot = child != nullptr ? media_::Slot::parse(*child) : std::nullopt;
              if (!answer) return not_put(again, place, answer.error());
              if (!slot || !is_at_service(slot->put_url) || !is_at_service(slot->get_url)) return give_up(again, place, "bad-slot", {});
              put_into(again, place, *slot);
            });
    });
  }

  void put_into(Session& session, const Place& place, const media_::Slot& slot) {
    Transfer transfer{0, Transfer::Method::Put, slot.put_url, slot.authorization, uploads_.at(place).octets};
    session.transfer(
        std::move(transfer),
        [this, place, url = slot.get_url](Session& s, const Transferred& result) {
          if (result.status == 200 || result.status == 201) return is_put(s, place, url);
          // 403: the slot is over; the next try gets another.
          const bool tries = is_passing(result.status) || result.status == 403;
          if (!tries || !uploads_.at(place).tries.again(s.now().monotonic)) give_up(s, place, "media-host", answer_text(result.status));
        },
        [this, place](Session& s, std::uint64_t octets) {
          Upload& upload = uploads_.at(place);
          if (upload.askers.empty() && upload.tenths.is_news(octets, upload.file.octets)) {
            s.emit(FileProgress{place.second, octets, upload.file.octets});
          }
        });
  }

  void is_put(Session& session, const Place& place, const std::string& url) {
    Upload upload = std::move(uploads_.extract(place).mapped());
    upload.file.url = url;
    sent_.keep({place.first, place.second, upload.file, upload.octets});
    if (upload.askers.empty()) return session.pass(SendMessage{place.first, upload.body, place.second, std::move(upload.file)});
    const auto to = jid::Jid::parse(place.first);
    const bool is_group = to && to->domain() == "groups." + session.config().domain;
    const media_::There there{place.second, is_group ? place.first : std::string(), url};
    for (const std::string& asker : upload.askers) say(session, asker, there.write());
  }

  /// Without a stream it waits for the next one.
  void not_put(Session& session, const Place& place, const RequestFault& fault) {
    Upload& upload = uploads_.at(place);
    if (fault.kind == RequestFault::Kind::Disconnected) {
      upload.tries.awaits_stream = true;
      return;
    }
    Failed failure = failed("send-file", fault);
    failure.id = place.second;
    end(session, place, std::move(failure));
  }

  void give_up(Session& session, const Place& place, const char* condition, std::string text) {
    end(session, place, Failed{"send-file", condition, std::move(text), {}, place.second});
  }

  /// Whoever asks for something again is not told that he does not get it.
  void end(Session& session, const Place& place, Failed failure) {
    const Upload upload = std::move(uploads_.extract(place).mapped());
    if (upload.askers.empty()) session.emit(std::move(failure));
  }

  // --- fetching ---------------------------------------------------------------------------------------------------------------------

  void begin_fetch(Session& session, const FileKey& key) {
    const media_::File* file = session.files().find(key);
    const auto found = fetches_.find(key);
    if (found != fetches_.end() && !found->second.is_gone) return;  // it is under way
    const char* condition = nullptr;
    if (found == fetches_.end() && uploads_.size() + fetches_.size() >= kUnderWay) condition = "queue-full";
    if (file == nullptr) condition = "no-such-file";
    // MSG-25r.
    if (file != nullptr && file->octets > session.config().limits.media_octets) condition = "file-too-large";
    if (file != nullptr && (file->size > file->octets || file->octets < e2e::sealed_media_octets(file->size))) condition = "bad-file";
    if (condition != nullptr) return session.emit(Failed{"fetch", condition, {}, {}, key.id});
    fetches_.insert_or_assign(key, Fetch{});
    get(session, key);
  }

  void get(Session& session, const FileKey& key) {
    Fetch& fetch = fetches_.at(key);
    fetch.tries.due.reset();
    fetch.tries.awaits_stream = !session.is_online();
    if (fetch.tries.awaits_stream) return;
    with_service(session, [this, key](Session& s, const std::optional<RequestFault>& fault) {
      if (fault && fault->kind == RequestFault::Kind::Disconnected) {
        fetches_.at(key).tries.awaits_stream = true;
        return;
      }
      const media_::File* file = s.files().find(key);
      if (fault) return not_fetched(s, key, fault->condition, fault->text);
      if (file == nullptr) return not_fetched(s, key, "no-such-file", {});
      if (!is_at_service(file->url)) return not_fetched(s, key, "foreign-address", "it is not where this server keeps files");
      Transfer transfer{0, Transfer::Method::Get, file->url};
      transfer.most_octets = file->octets;
      s.transfer(
          std::move(transfer), [this, key](Session& again, const Transferred& result) { came(again, key, result); },
          [this, key, of = file->octets](Session& again, std::uint64_t octets) {
            if (fetches_.at(key).tenths.is_news(octets, of)) again.emit(FileProgress{key.id, octets, of});
          });
    });
  }

  void came(Session& session, const FileKey& key, const Transferred& result) {
    const media_::File* file = session.files().find(key);
    if (file == nullptr) return not_fetched(session, key, "no-such-file", {});
    if (result.status == 404 || result.status == 410) return ask_again(session, key);
    if (result.status != 200) {
      const bool goes_on = is_passing(result.status) && fetches_.at(key).tries.again(session.now().monotonic);
      if (!goes_on) not_fetched(session, key, "media-host", answer_text(result.status));
      return;
    }
    auto octets = opened_file(*file, result);
    if (!octets) return not_fetched(session, key, octets.error(), {});
    fetches_.erase(key);
    session.emit(FileFetched{key.from, key.id, key.group, facts_of(*file), std::move(*octets)});
  }

  void not_fetched(Session& session, const FileKey& key, std::string condition, std::string text) {
    fetches_.erase(key);
    session.emit(Failed{"fetch", std::move(condition), std::move(text), {}, key.id});
  }

  // --- what is gone -----------------------------------------------------------------------------------------------------------------

  // MSG-25v. The fetch waits for an answer as long as this client lives.
  void ask_again(Session& session, const FileKey& key) {
    if (!session.files().ask(key) || !say(session, key.from, media_::Again{key.id, key.group}.write())) {
      return not_fetched(session, key, "gone", {});
    }
    fetches_.at(key) = Fetch{.tries = {.awaits_stream = false}, .is_gone = true};
    session.emit(FileGone{key.from, key.id, key.group});
  }

  void come_again(Session& session, const std::string& from, const media_::There& there) {
    const FileKey key{there.group, from, there.id};
    const auto found = fetches_.find(key);
    if (found == fetches_.end() || !found->second.is_gone) return;
    session.files().move(key, there.url);
    found->second = Fetch{};
    get(session, key);
  }

  // MSG-25w.
  void put_again(Session& session, const std::string& from, const media_::Again& again) {
    SentFile* sent = sent_to(session, from, again);
    if (sent == nullptr) return;
    if (const auto found = uploads_.find({sent->to, sent->id}); found != uploads_.end()) {
      if (!found->second.askers.empty()) found->second.askers.insert(from);
      return;
    }
    const bool is_room = uploads_.size() + fetches_.size() < kUnderWay;
    if (!is_room || !may_put_again(*sent, session.now().monotonic)) return;
    const Place place{sent->to, sent->id};
    uploads_.emplace(place, Upload{sent->file, sent->octets, {}, {from}});
    put(session, place);
  }

  /// Nothing if it was not for him who asks. Our own other devices may ask for all that we sent.
  SentFile* sent_to(Session& session, const std::string& from, const media_::Again& again) {
    const bool is_own = from == bare_text(session.credentials().jid);
    if (again.group.empty()) return is_own ? sent_.find(again.id) : sent_.find(from, again.id);
    SentFile* sent = sent_.find(again.group, again.id);
    const GroupState* state = session.group_state(again.group);
    const bool is_for_him = state != nullptr && state->has(from) && session.was_for(again.group, again.id, from);
    return is_for_him ? sent : nullptr;
  }

  /// To an account's devices, sealed or not at all.
  static bool say(Session& session, const std::string& to, xml::Element what) {
    if (session.outbox().is_full()) return false;
    const stanza::Kind kind{stanza::MessageKind::Control, {}};
    Outgoing outgoing{{to, {}, session.random().token(kIdOctets)}, {}, "chat", {kind.write(), std::move(what)}, Told::Nobody};
    outgoing.sealed_only = true;
    deliver(session, std::move(outgoing));
    return true;
  }

  std::optional<media_::Service> service_;  // as of this stream
  std::deque<Then> asking_;
  std::map<Place, Upload> uploads_;
  std::map<FileKey, Fetch> fetches_;
  SentFiles sent_;
};

}  // namespace

std::unique_ptr<Feature> media() { return std::make_unique<Media>(); }

}  // namespace assay::client::features
