// Fetching the file of a message (spec chapter 10): from the server's address alone, and held against what the message says of it before
// anything is opened. What is gone is asked for inside the encryption. HTTP is the host's (transfer.hpp).

#include <map>
#include <utility>

#include "reference/client/feature.hpp"
#include "reference/client/file_book.hpp"
#include "reference/client/file_transfer.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/crypto/hash.hpp"
#include "reference/e2e/media.hpp"
#include "reference/stanza/media.hpp"

namespace assay::client::features {
namespace {

/// MSG-25s. The octets of the file, or why there are none.
Result<Bytes, const char*> opened_file(const stanza::media::File& file, const Transferred& came) {
  if (came.too_long || came.octets.size() != file.octets) return fail("wrong-size");
  if (crypto::sha256(came.octets) != file.sha256) return fail("wrong-hash");
  auto plain = e2e::open_media(crypto::Secret(Bytes(file.key)), sealed_as(file.type), came.octets);
  if (!plain) return fail("not-authentic");
  if (plain->size() < file.size) return fail("wrong-size");
  plain->resize(file.size);
  return std::move(*plain);
}

class FileFetching final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    const auto* wanted = std::get_if<FetchFile>(&command);
    if (wanted == nullptr) return false;
    begin(session, {wanted->group, wanted->from, wanted->id});
    return true;
  }

  void bound(Session& session) override {
    for (const FileKey& key : keys_of(fetches_, [](const Fetch& each) { return each.tries.awaits_stream; })) get(session, key);
  }

  void stream_ended(Session& session, const stream::ClientStreamEnded&) override { session.media_service().forget(); }

  void timer(Session& session) override {
    const Instant now = session.now().monotonic;
    for (const FileKey& key : keys_of(fetches_, [&](const Fetch& each) { return each.tries.due && *each.tries.due <= now; })) {
      get(session, key);
    }
  }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return first_due(fetches_); }

  // The file of which we asked is somewhere else now.
  bool element(Session& session, const xml::Element& element) override {
    const xml::Element* told = said_of_files(session, element, "there");
    if (told == nullptr) return false;
    acknowledge_entry(session, element);
    if (const auto there = stanza::media::There::parse(*told)) come_again(session, bare_of(element.attribute("from")), *there);
    return true;
  }

 private:
  struct Fetch {
    TransferTries tries{};
    Tenths tenths{};
    bool is_gone = false;  ///< it was asked for
  };

  void begin(Session& session, const FileKey& key) {
    const stanza::media::File* file = session.files().find(key);
    const auto found = fetches_.find(key);
    if (found != fetches_.end() && !found->second.is_gone) return;  // it is under way
    const char* condition = nullptr;
    if (found == fetches_.end() && fetches_.size() >= kFilesUnderWay) condition = "queue-full";
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
    session.media_service().ask(session, [this, key](Session& s, const std::optional<RequestFault>& fault) {
      if (fault && fault->kind == RequestFault::Kind::Disconnected) {
        fetches_.at(key).tries.awaits_stream = true;
        return;
      }
      const stanza::media::File* file = s.files().find(key);
      if (fault) return not_fetched(s, key, fault->condition, fault->text);
      if (file == nullptr) return not_fetched(s, key, "no-such-file", {});
      if (!s.media_service().keeps(file->url)) return not_fetched(s, key, "foreign-address", "it is not where this server keeps files");
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
    const stanza::media::File* file = session.files().find(key);
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

  // MSG-25v. The fetch waits for an answer as long as this client lives.
  void ask_again(Session& session, const FileKey& key) {
    if (!session.files().ask(key) || !say_of_files(session, key.from, stanza::media::Again{key.id, key.group}.write())) {
      return not_fetched(session, key, "gone", {});
    }
    fetches_.at(key) = Fetch{.tries = {.awaits_stream = false}, .is_gone = true};
    session.emit(FileGone{key.from, key.id, key.group});
  }

  void come_again(Session& session, const std::string& from, const stanza::media::There& there) {
    const FileKey key{there.group, from, there.id};
    const auto found = fetches_.find(key);
    if (found == fetches_.end() || !found->second.is_gone) return;
    session.files().move(key, there.url);
    found->second = Fetch{};
    get(session, key);
  }

  std::map<FileKey, Fetch> fetches_;
};

}  // namespace

std::unique_ptr<Feature> file_fetching() { return std::make_unique<FileFetching>(); }

}  // namespace assay::client::features
