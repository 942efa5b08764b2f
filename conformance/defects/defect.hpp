#pragma once
// A defective implementation is a sound one with a decorator at a seam. A defect lies in one documented way and names the requirements that
// it violates; `assay grade` asks whether the scenarios that claim these requirements catch it.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/defects/media_lies.hpp"
#include "conformance/relay/filter.hpp"
#include "reference/base/limits.hpp"
#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/store/store.hpp"

namespace assay::conformance::defects {

/// A code on its way to a number, as the server hands it to a provider. Its own type, because the judge does not link the server.
struct SentCode {
  std::string to;    ///< "+12025550101"
  std::string code;  ///< decimal digits
};

struct Defect {
  std::string name;                   ///< what the command line takes: "offline-messages-reversed"
  std::string lie;                    ///< one sentence: what the defective implementation does
  std::vector<std::string> violates;  ///< requirement ids

  // Exactly one of these is set: the seam at which it lies. Each call makes a decorator of its own, with a state of its own.
  std::function<std::unique_ptr<relay::Filter>()> wire;                               ///< in front of any server
  std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> store;  ///< inside the reference server, as all up to `media`
  std::function<std::unique_ptr<RandomSource>(RandomSource&)> random;                 ///< the sound source outlives it
  std::function<std::function<WallTime(WallTime)>()> clock;  ///< what the wall clock shows; the monotonic clock drives timers and stays
  std::function<Limits(Limits)> limits;                      ///< what the server goes by, where it should go by its profile
  std::function<std::function<std::vector<SentCode>(SentCode)>()> sms;  ///< what a provider is given instead
  std::function<MediaLies()> media;                                     ///< inside the reference's media host, in one process with it
  std::function<std::unique_ptr<relay::Filter>()> client;               ///< inside the reference client, above TLS, for all its streams
  std::function<std::function<std::string(std::string)>()> told;        ///< what its shim reports instead, a line of JSON each
};

enum class Seam { Wire, Store, Random, Clock, Limits, Sms, Media, Client, Told };
[[nodiscard]] Seam seam(const Defect& defect);
/// "wire", "store", "random", "clock", "limits", "sms", "media", "client", "told".
[[nodiscard]] std::string_view name(Seam seam);
/// Whether the server itself has to be built with it (conformance/sabotage): neither a relay in front of it nor a client can show it.
[[nodiscard]] bool lies_inside_server(const Defect& defect);

/// Every defect, by name. Each file of catalogue/ defines one.
[[nodiscard]] std::vector<Defect> all_defects();
/// nullptr if there is none of that name. Valid as long as the program runs.
[[nodiscard]] const Defect* find_defect(const std::string& name);

}  // namespace assay::conformance::defects
