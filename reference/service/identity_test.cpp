#include "reference/service/identity.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::service {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class IdentityTest : public testing::Test {
 protected:
  void SetUp() override {
    folder = testing::TempDir() + "identity_test_" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    settings.folder = folder;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  void name_files() {
    settings.certificate = folder + "/c.pem";
    settings.key = folder + "/k.pem";
  }
  void put(const tls::Identity& identity) {
    std::ofstream(settings.certificate_path()) << identity.certificate_pem;
    std::ofstream(settings.key_path()) << identity.key_pem;
  }
  tls::Identity valid_until(Duration from_now, const std::string& name = "localhost") {
    return tls::self_signed({name}, tls::KeyKind::Ed25519, {now - std::chrono::days{10}, now + from_now}, random);
  }
  std::string fault() {
    const auto loaded = load_identity(settings, now, random);
    return loaded ? "no fault" : loaded.error();
  }

  std::string folder;
  Settings settings;
  KeyedRandom random{1, "identity"};
  WallTime now = *from_date_time("2026-03-01T12:00:00Z");
};

TEST_F(IdentityTest, IsMadeOnceAndPrivate) {
  const auto made = load_identity(settings, now, random);
  ASSERT_TRUE(made) << made.error();
  EXPECT_THAT(made->warnings, testing::ElementsAre(HasSubstr("self-signed")));
  struct stat found{};
  ASSERT_EQ(stat(settings.key_path().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  const auto again = load_identity(settings, now, random);
  EXPECT_EQ(again->identity.certificate_pem, made->identity.certificate_pem);
  EXPECT_THAT(again->warnings, IsEmpty());
}

TEST_F(IdentityTest, FilesThatAreNamedAreNeverMade) {
  name_files();
  EXPECT_THAT(fault(), AllOf(HasSubstr("the certificate: cannot read"), HasSubstr("No such file")));
  EXPECT_FALSE(std::filesystem::exists(settings.certificate));
}

TEST_F(IdentityTest, SaysWhatIsWrongWithAPair) {
  name_files();
  put(valid_until(std::chrono::days{100}));
  EXPECT_EQ(fault(), "no fault");
  std::ofstream(settings.key) << valid_until(std::chrono::days{100}).key_pem;
  EXPECT_THAT(fault(), HasSubstr("does not belong to the certificate"));
  std::ofstream(settings.key) << "nonsense";
  EXPECT_THAT(fault(), HasSubstr("the private key cannot be read"));
  settings.key = folder;
  EXPECT_THAT(fault(), HasSubstr("it is a folder"));
}

TEST_F(IdentityTest, SaysWhenItIsNotValid) {
  name_files();
  put(valid_until(-std::chrono::days{1}));
  EXPECT_THAT(fault(), AllOf(HasSubstr("expired on 2026-02-28"), HasSubstr("renew it")));
  put(valid_until(std::chrono::days{100}));
  now -= std::chrono::days{11};
  EXPECT_THAT(fault(), HasSubstr("is valid from 2026-02-19"));
}

TEST_F(IdentityTest, WarnsOfItsEndAndOfAnotherName) {
  name_files();
  put(valid_until(std::chrono::days{3}, "example.com"));
  const auto loaded = load_identity(settings, now, random);
  ASSERT_TRUE(loaded) << loaded.error();
  EXPECT_THAT(loaded->warnings, testing::ElementsAre(HasSubstr("expires on 2026-03-04"), HasSubstr("is not for localhost")));
}

TEST_F(IdentityTest, TheSecretIsKept) {
  const std::string path = folder + "/secret";
  const auto made = server_secret(path, random);
  ASSERT_TRUE(made);
  EXPECT_EQ(*server_secret(path, random), *made);
  std::ofstream(path) << "short";
  EXPECT_THAT(server_secret(path, random).error(), HasSubstr("32 octets"));
}

}  // namespace
}  // namespace assay::service
