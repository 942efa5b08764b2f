#include "sim/kernel/trace_hash.hpp"

#include <gtest/gtest.h>

namespace assay::sim::kernel {
namespace {

// The first vector is the reference implementation's for the empty message; the others were computed with OpenSSL's SIPHASH over
// the records' octets.
TEST(TraceHash, OfNothingIsTheReferenceVector) { EXPECT_EQ(TraceHash().hex(), "a3817f04ba25a8e66df67214c7550293"); }

TEST(TraceHash, OfAnEmptyRecord) {
  TraceHash trace;
  trace.fold(Instant{}, Actor{0}, 0, "");
  EXPECT_EQ(trace.hex(), "e130c8cab49a390adff927cd958e335d");
}

TEST(TraceHash, OfTwoRecords) {
  TraceHash trace;
  trace.fold(Instant{Duration{5}}, Actor{1}, 2, "a");
  trace.fold(Instant{Duration{std::int64_t{1} << 40}}, Actor{0xffffffffU}, 3, "12345678");
  EXPECT_EQ(trace.hex(), "411fde5341d1031451bbd6551459e4f6");
  EXPECT_EQ(trace.records(), 2U);
}

TEST(TraceHash, OfEveryLengthUpToAHundred) {
  TraceHash trace;
  Bytes octets;
  for (std::uint32_t i = 0; i < 100; ++i) {
    trace.fold(Instant{Duration{i}}, Actor{i}, i, octets);
    octets.push_back(static_cast<char>(i));
  }
  EXPECT_EQ(trace.hex(), "9108026345a0e91c0fe0c7c1901198ba");
}

TEST(TraceHash, EveryFieldCounts) {
  const auto of = [](std::int64_t at, std::uint32_t actor, std::uint32_t kind, ByteView octets) {
    TraceHash trace;
    trace.fold(Instant{Duration{at}}, Actor{actor}, kind, octets);
    return trace.hex();
  };
  const std::string base = of(1, 2, 3, "octets");
  EXPECT_NE(base, of(2, 2, 3, "octets"));
  EXPECT_NE(base, of(1, 3, 3, "octets"));
  EXPECT_NE(base, of(1, 2, 4, "octets"));
  EXPECT_NE(base, of(1, 2, 3, "Octets"));
  EXPECT_NE(base, of(1, 2, 3, Bytes("octets\0", 7)));
  EXPECT_EQ(base, of(1, 2, 3, "octets"));
}

TEST(TraceHash, HexLeavesTheHashAsItWas) {
  TraceHash once;
  TraceHash twice;
  static_cast<void>(twice.hex());
  once.fold(Instant{}, Actor{1}, 1, "x");
  twice.fold(Instant{}, Actor{1}, 1, "x");
  EXPECT_EQ(once, twice);
  EXPECT_EQ(once.hex(), twice.hex());
}

}  // namespace
}  // namespace assay::sim::kernel
