#include "reference/stanza/try_later.hpp"

#include <gtest/gtest.h>

#include "reference/stanza/error.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stanza {
namespace {

TEST(TryLater, IsReadAsItIsWritten) {
  xml::Element failure("urn:xmpp:sasl:2", "failure");
  TryLater{std::chrono::seconds{12}}.write_into(failure);
  EXPECT_EQ(TryLater::of(failure), TryLater{std::chrono::seconds{12}});
  TryLater{std::chrono::seconds{13}}.write_into(failure);
  EXPECT_EQ(failure.children().size(), 1U);
}

TEST(TryLater, SaysNothingWithoutItsTime) {
  xml::Element failure("urn:xmpp:sasl:2", "failure");
  EXPECT_FALSE(TryLater::of(failure));
  failure.append(kErrorsNs, "try-later");
  EXPECT_FALSE(TryLater::of(failure));
  failure.find_child(kErrorsNs, "try-later")->set_attribute("retry-after", "soon");
  EXPECT_FALSE(TryLater::of(failure));
}

}  // namespace
}  // namespace assay::stanza
