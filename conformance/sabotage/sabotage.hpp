#pragma once
// Plants one defect in the reference: whoever builds a server or a client hands each of its parts through here and uses what comes back.
// Where the defect does not lie at that seam, or there is none, that is the part itself.
//
//     Sabotage sabotage(defect);
//     store = sabotage.store(std::move(store));
//     server::Server server(config_with(sabotage.limits(limits)), *store, sabotage.random(random), sabotage.sms(sink), log,
//                           sabotage.push(wake_ups));
//     host drives sabotage.server(server);
//     media::Host media({..., .bounds = sabotage.media_bounds({})}, sabotage.shelf(shelf));
//     another host drives sabotage.media_host(media);
//
// The store comes before the random source: one that writes down what is drawn must be known to it.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "conformance/defects/defect.hpp"
#include "conformance/defects/overhearing_store.hpp"
#include "reference/base/machine.hpp"
#include "reference/media/host.hpp"
#include "reference/media/shelf.hpp"
#include "reference/server/push_sink.hpp"
#include "reference/server/sms_sink.hpp"

namespace assay::conformance::sabotage {

class Sabotage {
 public:
  /// `defect` (or nullptr) outlives this, and this outlives what it hands out. One for each server, and one for each client.
  explicit Sabotage(const defects::Defect* defect) : defect_(defect) {}

  [[nodiscard]] std::unique_ptr<store::Store> store(std::unique_ptr<store::Store> sound);
  [[nodiscard]] Limits limits(const Limits& sound) const;
  [[nodiscard]] RandomSource& random(RandomSource& sound);
  [[nodiscard]] server::SmsSink& sms(server::SmsSink& sound);
  [[nodiscard]] server::PushSink& push(server::PushSink& sound);
  /// Shows the server another wall clock, or lets an overhearing store hear it.
  [[nodiscard]] Machine& server(Machine& sound);
  [[nodiscard]] media::Shelf& shelf(media::Shelf& sound);
  [[nodiscard]] media::HostBounds media_bounds(media::HostBounds sound);
  [[nodiscard]] Machine& media_host(Machine& sound);
  [[nodiscard]] Machine& client(Machine& sound);
  /// What the client's shim says in the place of that line.
  [[nodiscard]] std::string told(std::string line);

 private:
  [[nodiscard]] const defects::MediaLies* media_lies();

  const defects::Defect* defect_;
  defects::OverhearingStore* overhearing_ = nullptr;  ///< the store that was handed out, if it is one
  std::unique_ptr<RandomSource> random_;
  std::unique_ptr<server::SmsSink> sms_;
  std::unique_ptr<server::PushSink> push_;
  std::unique_ptr<Machine> machine_;
  std::optional<defects::MediaLies> media_lies_;
  std::unique_ptr<media::Shelf> shelf_;
  std::unique_ptr<Machine> media_host_;
  std::function<std::string(std::string)> told_;
};

}  // namespace assay::conformance::sabotage
