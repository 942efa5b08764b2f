// What an address costs: the ASCII path, which asks ICU nothing, and the other one.

#include <benchmark/benchmark.h>

#include "reference/jid/jid.hpp"

namespace assay::jid {
namespace {

void parse(benchmark::State& state, const char* text) {
  for (auto _ : state) benchmark::DoNotOptimize(Jid::parse(text));
}

BENCHMARK_CAPTURE(parse, account, "12025550101@example.org");
BENCHMARK_CAPTURE(parse, session, "12025550101@example.org/pocket phone");
BENCHMARK_CAPTURE(parse, resource_beyond_ascii, "12025550101@example.org/b\xc3\xbcro");
BENCHMARK_CAPTURE(parse, localpart_beyond_ascii, "J\xc3\xbcrgen@example.org");
BENCHMARK_CAPTURE(parse, domainpart_beyond_ascii,
                  "12025550101@b\xc3\xbc"
                  "cher.example");
BENCHMARK_CAPTURE(parse, refused, "12025550101@example.org/\x01");

}  // namespace
}  // namespace assay::jid
