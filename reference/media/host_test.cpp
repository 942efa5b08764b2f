#include "reference/media/host.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "reference/crypto/hash.hpp"
#include "reference/media/folder_shelf.hpp"
#include "reference/media/memory_shelf.hpp"

namespace assay::media {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const Now kStart{Instant{std::chrono::hours{1}}, WallTime{std::chrono::days{20'000}}};

Now later(Duration by) { return {kStart.monotonic + by, kStart.wall + by}; }

/// A shelf whose disk is full after so many octets.
class FullShelf final : public Shelf {
 public:
  explicit FullShelf(std::size_t octets) : left_(octets) {}
  Result<std::unique_ptr<Draft>, ShelfFault> begin(const std::string&, WallTime) override {
    ++begun;
    return std::unique_ptr<Draft>(std::make_unique<FullDraft>(*this));
  }
  std::optional<Kept> find(const std::string&) const override { return std::nullopt; }
  std::optional<Bytes> read(const std::string&, std::uint64_t, std::size_t) const override { return std::nullopt; }
  void remove(const std::string&) override {}
  std::vector<std::string> older_than(WallTime, std::size_t) const override { return {}; }
  bool is_empty() const override { return true; }

  int begun = 0;
  int dropped = 0;

 private:
  class FullDraft final : public Draft {
   public:
    explicit FullDraft(FullShelf& shelf) : shelf_(shelf) {}
    ~FullDraft() override { ++shelf_.dropped; }
    Result<void, ShelfFault> write(ByteView octets) override {
      if (octets.size() > shelf_.left_) return fail(ShelfFault::NoRoom);
      shelf_.left_ -= octets.size();
      return {};
    }
    Result<void, ShelfFault> keep() override { return fail(ShelfFault::NoRoom); }

   private:
    FullShelf& shelf_;
  };
  std::size_t left_;
};

struct Desk {
  explicit Desk(Shelf& shelf) : host({.secret = "a secret", .media_time = std::chrono::days{30}}, shelf) {}

  Slot slot(const std::string& octets) const {
    const Bytes hash = crypto::sha256(octets);
    return {key.id_of("12025550101", octets.size(), hash), octets.size(), hash, kStart.wall + std::chrono::minutes{5}};
  }
  Conn open(const Now& now = kStart) {
    const Conn conn{++conns};
    host.handle(conn, Opened{{"192.0.2.1", 4000}, "media"}, now);
    return conn;
  }
  /// What comes back of one request, and what becomes of the connection.
  std::string ask(const std::string& request, const Now& now = kStart) {
    const Conn conn = open(now);
    host.handle(conn, Received{request}, now);
    return drain(conn, now);
  }
  std::string drain(Conn conn, const Now& now = kStart) {
    std::string said;
    while (const auto action = host.next_action()) {
      if (const auto* send = std::get_if<Send>(&*action)) {
        said += send->bytes;
        host.handle(conn, Sent{send->bytes.size()}, now);
      }
      if (std::holds_alternative<Finish>(*action)) said += "|finish";
      if (std::holds_alternative<Abort>(*action)) said += "|abort";
    }
    return said;
  }
  std::string put_request(const Slot& slot, const std::string& octets) const {
    return "PUT /" + slot.id + " HTTP/1.1\r\nHost: h\r\nAuthorization: " + key.write(slot) +
           "\r\nContent-Length: " + std::to_string(octets.size()) + "\r\n\r\n" + octets;
  }
  std::string get_request(const Slot& slot) const { return "GET /" + slot.id + " HTTP/1.1\r\nHost: h\r\n\r\n"; }

  SlotKey key{"a secret"};
  Host host;
  std::uint64_t conns = 0;
};

struct Folder {
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "assay-media-XXXXXX";
    path = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), std::filesystem::directory_iterator()));
  }
  std::string path;
};

TEST(Slots, AreForOneAddressAndChangedByNobody) {
  const SlotKey key("a secret");
  const Slot slot{key.id_of("12025550101", 5, crypto::sha256("x")), 5, crypto::sha256("x"), kStart.wall};
  const std::string leave = key.write(slot);
  ASSERT_TRUE(key.read(slot.id, leave));
  EXPECT_EQ(key.read(slot.id, leave)->octets, 5U);
  EXPECT_FALSE(key.read(slot.id + "x", leave));
  EXPECT_FALSE(SlotKey("another").read(slot.id, leave));
  for (std::size_t i = 0; i < leave.size(); ++i) {
    std::string other = leave;
    other[i] = other[i] == '7' ? '8' : '7';
    EXPECT_FALSE(key.read(slot.id, other)) << i;
  }
  EXPECT_NE(key.id_of("12025550102", 5, crypto::sha256("x")), slot.id);
}

TEST(MediaHost, KeepsWhatFitsItsSlot) {
  MemoryShelf shelf;
  Desk desk(shelf);
  const Slot slot = desk.slot("some octets");
  EXPECT_THAT(desk.ask(desk.get_request(slot)), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(desk.ask(desk.put_request(slot, "some octets")), StartsWith("HTTP/1.1 201 "));
  const std::string got = desk.ask(desk.get_request(slot));
  EXPECT_THAT(got, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(got, HasSubstr("\r\n\r\nsome octets|finish"));
}

TEST(MediaHost, TakesAFileOctetByOctet) {
  MemoryShelf shelf;
  Desk desk(shelf);
  const Slot slot = desk.slot("some octets");
  const Conn conn = desk.open();
  for (const char c : desk.put_request(slot, "some octets")) desk.host.handle(conn, Received{ByteView(&c, 1)}, kStart);
  EXPECT_THAT(desk.drain(conn), StartsWith("HTTP/1.1 201 "));
}

// MSG-25m
TEST(MediaHost, SaysThatTheDiskIsFullAndKeepsNothing) {
  for (const std::size_t room : {0U, 5U, 11U}) {
    FullShelf shelf(room);
    Desk desk(shelf);
    const Slot slot = desk.slot("some octets");
    EXPECT_THAT(desk.ask(desk.put_request(slot, "some octets")), StartsWith("HTTP/1.1 507 ")) << room;
    EXPECT_EQ(shelf.begun, 1);
    EXPECT_EQ(shelf.dropped, 1);
  }
}

TEST(MediaHost, CutsWhoIsSlow) {
  MemoryShelf shelf;
  Desk desk(shelf);
  desk.host.timer(kStart);  // nothing to sweep
  const Conn conn = desk.open();
  desk.host.handle(conn, Received{"GET /"}, later(std::chrono::seconds{9}));
  EXPECT_EQ(desk.host.next_deadline(), kStart.monotonic + std::chrono::seconds{10});
  desk.host.timer(later(std::chrono::seconds{10}));
  EXPECT_EQ(desk.drain(conn), "|abort");
}

TEST(MediaHost, HasRoomForSoManyOfOneAddress) {
  MemoryShelf shelf;
  Desk desk(shelf);
  for (std::size_t i = 0; i < HostBounds{}.connections_per_address; ++i) EXPECT_EQ(desk.drain(desk.open()), "") << i;
  EXPECT_EQ(desk.drain(desk.open()), "|abort");
  desk.host.handle(Conn{1}, Closed{}, kStart);
  EXPECT_EQ(desk.drain(desk.open()), "");
}

TEST(MediaHost, SendsALargeFileAsItsReaderTakesIt) {
  MemoryShelf shelf;
  Desk desk(shelf);
  const std::string octets(1'000'000, 'x');
  const Slot slot = desk.slot(octets);
  EXPECT_THAT(desk.ask(desk.put_request(slot, octets)), StartsWith("HTTP/1.1 201 "));
  const Conn conn = desk.open();
  desk.host.handle(conn, Received{desk.get_request(slot)}, kStart);
  std::size_t waiting = 0;
  std::vector<std::size_t> sent;
  while (const auto action = desk.host.next_action()) {
    if (const auto* send = std::get_if<Send>(&*action)) sent.push_back(send->bytes.size());
  }
  for (const std::size_t size : sent) waiting += size;
  EXPECT_LE(waiting, HostBounds{}.unsent + 65'536);
  std::string rest;
  for (const std::size_t size : sent) {
    desk.host.handle(conn, Sent{size}, kStart);
    rest += desk.drain(conn);
  }
  EXPECT_THAT(rest, ::testing::EndsWith("x|finish"));
}

TEST(FolderShelf, IsTheSameWhenOpenedAgainAndSweepsParts) {
  const Folder folder;
  Slot slot;
  {
    auto shelf = FolderShelf::open(folder.path);
    ASSERT_TRUE(shelf);
    Desk desk(**shelf);
    slot = desk.slot("some octets");
    EXPECT_THAT(desk.ask(desk.put_request(slot, "some octets")), StartsWith("HTTP/1.1 201 "));
    EXPECT_THAT(desk.ask(desk.put_request(slot, "some octets"), later(std::chrono::seconds{7})), StartsWith("HTTP/1.1 201 "));
    EXPECT_EQ(folder.files(), 1U);
    EXPECT_THAT(desk.ask(desk.put_request(slot, "same octets")), StartsWith("HTTP/1.1 422 "));
    EXPECT_EQ(folder.files(), 1U);
  }
  // A crash: a part, and a copy whose removal did not come.
  std::ofstream(folder.path + "/9.part") << "some";
  std::ofstream(folder.path + "/" + slot.id + ".100") << "some octets";
  std::ofstream(folder.path + "/readme.txt") << "not ours";
  auto shelf = FolderShelf::open(folder.path);
  ASSERT_TRUE(shelf);
  EXPECT_EQ(folder.files(), 2U);
  Desk desk(**shelf);
  EXPECT_THAT(desk.ask(desk.get_request(slot)), HasSubstr("\r\n\r\nsome octets|finish"));
  // MSG-26a
  desk.host.timer(later(std::chrono::days{31}));
  EXPECT_EQ(folder.files(), 1U);
}

TEST(Requests, AreReadInOneWayOrNotAtAll) {
  const auto state = [](const std::string& octets) { return RequestReader().feed(octets); };
  using State = RequestReader::State;
  EXPECT_EQ(state("GET /a HTTP/1.1\r\n\r\n"), State::Complete);
  EXPECT_EQ(state("GET /a HTTP/1.1\r\nA: b\r\n"), State::Reading);
  for (const char* broken :
       {"GET a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.0\r\n\r\n", "GET  /a HTTP/1.1\r\n\r\n", "GET /a HTTP/1.1\r\nA : b\r\n\r\n",
        "GET /a HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET /a HTTP/1.1\r\nA: b\r\na: c\r\n\r\n", "GET /a HTTP/1.1\r\n: b\r\n\r\n", "\r\n\r\n"}) {
    EXPECT_EQ(state(broken), State::Broken) << broken;
  }
  EXPECT_EQ(state(std::string(9'000, 'a')), State::TooLarge);
}

}  // namespace
}  // namespace assay::media
