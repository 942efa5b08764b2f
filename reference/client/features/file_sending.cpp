// Sending a file (spec chapter 10): seal it, get a slot, put it, and then write the message that says where it is. What was sent is put
// again for those who find it gone. A file is in memory while that lasts; HTTP is the host's (transfer.hpp).

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "reference/client/broadcast_book.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/file_book.hpp"
#include "reference/client/file_transfer.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/client/sent_files.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/e2e/media.hpp"
#include "reference/jid/jid.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client::features {
namespace {

namespace media_ = stanza::media;

class FileSending final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* wanted = std::get_if<SendFile>(&command);
    if (wanted == nullptr) return false;
    seal_file(session, *wanted);
    return true;
  }

  void bound(Session& session) override {
    for (const Place& place : keys_of(uploads_, [](const Upload& each) { return each.tries.awaits_stream; })) put(session, place);
  }

  void timer(Session& session) override {
    const Instant now = session.now().monotonic;
    for (const Place& place : keys_of(uploads_, [&](const Upload& each) { return each.tries.due && *each.tries.due <= now; })) {
      put(session, place);
    }
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return first_due(uploads_); }

  // Somebody found a file gone.
  bool element(Session& session, const xml::Element& element) override {
    const xml::Element* asked = said_of_files(session, element, "again");
    if (asked == nullptr) return false;
    acknowledge_entry(session, element);
    if (const auto again = media_::Again::parse(*asked)) put_again(session, bare_of(element.attribute("from")), *again);
    return true;
  }

 private:
  /// The conversation and the message's id.
  using Place = std::pair<std::string, std::string>;
  struct Upload {
    media_::File file;
    std::shared_ptr<const Bytes> octets;
    std::string body{};
    std::vector<std::string> many{};  ///< of a broadcast, whose place has nobody
    std::map<std::string, std::string>
        askers{};  ///< accounts for whom it is put again, and how their messages are called; of a file that is sent: none
    TransferTries tries{};
    Tenths tenths{};
  };

  // --- sending ----------------------------------------------------------------------------------------------------------------------

  void seal_file(Session& session, const SendFile& wanted) {
    const std::string to = wanted.many.empty() ? bare_of(wanted.to) : std::string();
    const std::string id = wanted.id.empty() ? session.random().token(kIdOctets) : wanted.id;
    const std::uint64_t sealed_octets = e2e::sealed_media_octets(wanted.octets.size());
    const char* condition = nullptr;
    if (to.empty() && wanted.many.empty()) condition = "jid-malformed";
    if (id.size() > session.config().limits.message_id_octets) condition = "bad-id";
    if (uploads_.count({to, id}) != 0 || session.outbox().find(id) != nullptr) condition = "conflict";
    if (uploads_.size() >= kFilesUnderWay || octets_under_way() + sealed_octets > kSentOctets) condition = "queue-full";
    if (sealed_octets > session.config().limits.media_octets) condition = "file-too-large";
    if (!session.config().encrypt) condition = "not-encrypted";
    if (condition != nullptr) return session.emit(Failed{"send-file", condition, {}, {}, id});
    const crypto::Secret key = e2e::media_key(session.random());
    const std::string type = wanted.type.empty() ? media_::kContentType : wanted.type;
    const auto octets = std::make_shared<const Bytes>(e2e::seal_media(key, sealed_as(type), wanted.octets));
    media_::File file{{}, Bytes(key.reveal()), crypto::sha256(*octets), octets->size(), wanted.octets.size(), type, {}, wanted.voice};
    if (!wanted.name.empty()) file.name = file_name(wanted.name);
    uploads_.emplace(Place{to, id}, Upload{std::move(file), octets, wanted.body, wanted.many});
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
    session.media_service().ask(session, [this, place](Session& s, const std::optional<RequestFault>& fault) {
      if (fault) return not_put(s, place, *fault);
      const Upload& known = uploads_.at(place);
      if (!s.media_service().takes(known.octets->size())) return give_up(s, place, "file-too-large", {});
      s.ask(MediaService::address_in(s), "get", media_::Request{known.octets->size(), known.file.sha256}.write(),
            [this, place](Session& again, const Answer& answer) {
              const xml::Element* child = answer ? answer->find_child(media_::kUploadNs, "slot") : nullptr;
              const auto slot = child != nullptr ? media_::Slot::parse(*child) : std::nullopt;
              if (!answer) return not_put(again, place, answer.error());
              const MediaService& service = again.media_service();
              if (!slot || !service.keeps(slot->put_url) || !service.keeps(slot->get_url)) return give_up(again, place, "bad-slot", {});
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
    if (!upload.many.empty()) return session.pass(SendBroadcast{upload.many, upload.body, place.second, std::move(upload.file)});
    if (upload.askers.empty()) return session.pass(SendMessage{place.first, upload.body, place.second, std::move(upload.file)});
    const auto to = jid::Jid::parse(place.first);
    const bool is_group = to && to->domain() == "groups." + session.config().domain;
    for (const auto& [asker, id] : upload.askers) {
      (void)say_of_files(session, asker, media_::There{id, is_group ? place.first : std::string(), url}.write());
    }
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

  // --- what is gone -----------------------------------------------------------------------------------------------------------------

  // MSG-25w.
  void put_again(Session& session, const std::string& from, const media_::Again& again) {
    SentFile* sent = sent_to(session, from, again);
    if (sent == nullptr) return;
    if (const auto found = uploads_.find({sent->to, sent->id}); found != uploads_.end()) {
      if (!found->second.askers.empty()) found->second.askers.insert_or_assign(from, again.id);
      return;
    }
    const bool is_room = uploads_.size() < kFilesUnderWay;
    if (!is_room || !may_put_again(*sent, session.now().monotonic)) return;
    const Place place{sent->to, sent->id};
    uploads_.emplace(place, Upload{sent->file, sent->octets, {}, {}, {{from, again.id}}});
    put(session, place);
  }

  /// Nothing if it was not for him who asks. Our own other devices may ask for all that we sent.
  SentFile* sent_to(Session& session, const std::string& from, const media_::Again& again) {
    const bool is_own = from == bare_of(session.credentials().jid);
    if (again.group.empty()) {
      SentFile* sent = is_own ? sent_.find(again.id) : sent_.find(from, again.id);
      return sent != nullptr ? sent : broadcast_to(session, is_own ? std::string() : from, again.id);
    }
    SentFile* sent = sent_.find(again.group, again.id);
    const GroupState* state = session.group_state(again.group);
    const bool is_for_him = state != nullptr && state->has(from) && session.was_for(again.group, again.id, from);
    return is_for_him ? sent : nullptr;
  }

  /// The file of the broadcast that reached the account, or anybody where it is "", as that message.
  SentFile* broadcast_to(const Session& session, const std::string& account, const std::string& id) {
    const BroadcastBook* book = session.broadcast_book();
    if (book == nullptr) return nullptr;
    const std::string broadcast = book->broadcast_of(account.empty() ? book->recipient_of(id) : account, id);
    return broadcast.empty() ? nullptr : sent_.find({}, broadcast);
  }

  std::map<Place, Upload> uploads_;
  SentFiles sent_;
};

}  // namespace

std::unique_ptr<Feature> file_sending() { return std::make_unique<FileSending>(); }

}  // namespace assay::client::features
