#include "reference/server/client_versions.hpp"

#include <gtest/gtest.h>

namespace assay::server {
namespace {

TEST(ClientVersions, AreComparedPartByPart) {
  EXPECT_TRUE(is_older("1.9", "1.10"));
  EXPECT_FALSE(is_older("1.10", "1.9"));
  EXPECT_FALSE(is_older("2", "2.0"));
  EXPECT_FALSE(is_older("2.0.0", "2"));
  EXPECT_TRUE(is_older("2", "2.0.1"));
  for (const char* odd : {"", "x", "1.x", "1..2", "1.", ".1", "-1", "99999999999999999999", "1.1.1.1.1.1.1.1.1"}) {
    EXPECT_TRUE(is_older(odd, "0.1")) << odd;
  }
}

TEST(ClientVersions, OnlyNamedProgramsAreOutdated) {
  Config config;
  config.minimum_clients = {{"old-talk", "2.0"}};
  EXPECT_TRUE(is_outdated(config, stanza::registration::ClientVersion{"old-talk", "1.99"}));
  EXPECT_FALSE(is_outdated(config, stanza::registration::ClientVersion{"old-talk", "2.0"}));
  EXPECT_FALSE(is_outdated(config, stanza::registration::ClientVersion{"new-talk", "1.0"}));
  EXPECT_FALSE(is_outdated(config, std::nullopt));
}

}  // namespace
}  // namespace assay::server
