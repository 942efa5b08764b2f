#include "reference/stanza/blocking.hpp"

#include <gtest/gtest.h>

#include "reference/xml/namespaces.hpp"
#include "reference/xml/stream_reader.hpp"
#include "reference/xml/writer.hpp"

namespace assay::stanza::blocking {
namespace {

xml::Element read(const std::string& text) { return std::get<xml::Element>(xml::parse(text, xml::ns::kClient, {})); }

TEST(Blocking, CommandsReadAsTheyWereWritten) {
  for (const Verb verb : {Verb::List, Verb::Block, Verb::Unblock}) {
    const Command command{verb, {*jid::Jid::parse("a@b"), *jid::Jid::parse("b"), *jid::Jid::parse("a@b/c")}};
    EXPECT_EQ(Command::parse(command.write()), command);
    EXPECT_EQ(Command::parse(Command{verb, {}}.write()), (Command{verb, {}}));
  }
}

TEST(Blocking, AnItemNeedsAnAddress) {
  EXPECT_FALSE(Command::parse(read("<block xmlns='urn:xmpp:blocking'><item/></block>")));
  EXPECT_FALSE(Command::parse(read("<block xmlns='urn:xmpp:blocking'><item jid='a b@c'/></block>")));
  EXPECT_FALSE(Command::parse(read("<report xmlns='urn:xmpp:blocking'/>")));
  EXPECT_TRUE(Command::parse(read("<block xmlns='urn:xmpp:blocking'><item jid='a@b'><more xmlns='urn:other'/></item></block>")));
}

TEST(Blocking, TheErrorKeepsItsNamespace) {
  const auto parsed = StanzaError::parse(blocked_error().write());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, blocked_error());
  EXPECT_EQ(parsed->application->ns, kErrorsNs);
}

}  // namespace
}  // namespace assay::stanza::blocking
