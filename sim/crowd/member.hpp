#pragma once
// A phone that speaks groups and nothing else, as a machine: it comes online, says its requests and messages again after every cut until
// they are answered, resumes its session where it can (XEP-0198), acknowledges what comes, and writes it down. Simple on purpose: it is the
// witness.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/client/credentials.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/stream/client_stream.hpp"
#include "reference/stream/unacknowledged.hpp"
#include "sim/crowd/known_members.hpp"
#include "sim/crowd/testimony.hpp"

namespace assay::sim::crowd {

class Member final : public Machine {
 public:
  struct Options {
    std::string domain;
    Endpoint server;
    crypto::ScramMemo* memo = nullptr;  ///< outlives the member
    bool resumes = true;                ///< whether it takes sessions up again
    bool gives_receipts = false;        ///< of every message, when it comes
    bool names_recipients = false;      ///< with every message, and repairs what was meant for others
  };
  /// `random` outlives the member.
  Member(const client::Credentials& credentials, Options options, RandomSource& random);

  /// Logs in, and again after every cut, until go().
  void come(const Now& now);
  /// The battery is empty: no word to anybody.
  void go();
  /// Its account may end from now on, by a request of its own: who is not let in any more does not try again.
  void expect_end() { expects_end_ = true; }
  [[nodiscard]] bool has_ended() const { return testimony_.ended; }

  /// A message to the group. Sent now or when there is a stream, and again until it is answered.
  void say(const std::string& group, const std::string& id, const std::string& body);
  /// Has read all messages that have come, and says so.
  void read();
  /// The same with an iq.
  void ask(std::string_view type, const std::string& to, const std::string& id, xml::Element payload);
  /// The answer to ask(), once it is there.
  [[nodiscard]] const xml::Element* answer(const std::string& id) const;
  /// Everything is answered.
  [[nodiscard]] bool is_done() const { return outbox_.empty(); }
  /// The first that is not, as it was written; "" if there is none.
  [[nodiscard]] std::string unanswered() const;
  [[nodiscard]] bool is_online() const { return online_; }

  [[nodiscard]] Testimony& testimony() { return testimony_; }

  void handle(Conn conn, const Event& event, const Now& now) override;
  void timer(const Now& now) override;
  void end_turn(const Now&) override {}
  [[nodiscard]] std::optional<Action> next_action() override;
  [[nodiscard]] std::optional<Instant> next_deadline() const override;

 private:
  struct Waiting {
    std::string id;
    xml::Element stanza;
    bool sent = false;      ///< in this session
    bool doubtful = false;  ///< the server has counted it, and its acknowledgement may be lost
  };
  struct Sent {
    std::string text;
  };
  struct Session {   // with XEP-0198
    std::string id;  ///< "" if it cannot be resumed
    std::uint32_t received = 0;
    stream::Unacknowledged<Sent> sent;
    std::vector<std::string> acknowledged;  ///< mailbox entries; nothing says whether the server has read it
  };

  void open();
  void pump(const Now& now);
  void bound(const stream::StreamBound& facts);
  void resumed(const stream::StreamResumed& facts);
  [[nodiscard]] std::string round_trip() const;
  void say_again();
  void ended(const stream::ClientStreamEnded& how, const Now& now);
  void received(const xml::Element& element);
  void count(const xml::Element& element);
  void answered(const xml::Element& element);
  void message(const xml::Element& element);
  void refused(const std::string& id, const xml::Element& element);
  void write_down(const xml::Element& element);
  void follow(const Heard& heard);
  void take_mismatch(const stanza::groups::Mismatch& mismatch);
  /// What was meant for others than are members, once it is known who they are.
  void repair();
  void give(const std::string& group, std::uint64_t n, stanza::groups::Reached reached);
  void send(const xml::Element& element);
  void note_attempt(const xml::Element& element);
  void put(std::string id, xml::Element stanza);
  void done(const std::string& id);
  Said* said(const std::string& id);
  Given* given(const std::string& id);

  std::string username_;
  crypto::Secret token_;
  Options options_;
  RandomSource& random_;
  Testimony testimony_;

  bool wants_in_ = false;
  bool online_ = false;
  std::unique_ptr<stream::ClientStream> stream_;
  std::optional<Session> session_;
  Conn conn_{};
  std::uint64_t next_conn_ = 1;
  std::optional<Instant> again_at_;
  std::deque<Action> due_;
  std::deque<Waiting> outbox_;  ///< oldest first
  std::map<std::string, xml::Element> answers_;
  std::set<std::string> entries_;  ///< of the mailbox, that have come
  bool expects_end_ = false;

  std::map<std::string, std::size_t> given_;   ///< by the id of the receipt: which of the testimony
  std::size_t read_ = 0;                       ///< of what was heard
  std::map<std::string, KnownMembers> known_;  ///< by group
  struct Repair {
    std::uint64_t version = 0;  ///< of whom it must know
    bool sent = false;
  };
  std::map<std::string, Repair> repairs_;  ///< by the id of the message
};

}  // namespace assay::sim::crowd
