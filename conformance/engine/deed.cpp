#include "conformance/engine/deed.hpp"

#include <array>

#include "conformance/engine/verbs/verbs.hpp"

namespace assay::conformance::engine {

std::unique_ptr<Deed> make_deed(Cue cue) {
  using Family = std::unique_ptr<Deed> (*)(Cue);
  constexpr std::array<Family, 13> kFamilies{verbs::stream,       verbs::ending,  verbs::sending,     verbs::receiving,   verbs::absence,
                                             verbs::code,         verbs::wake_up, verbs::server_side, verbs::client_shim, verbs::time,
                                             verbs::whole_server, verbs::store,   verbs::said};
  for (const Family family : kFamilies) {
    if (std::unique_ptr<Deed> deed = family(cue)) return deed;
  }
  return nullptr;
}

}  // namespace assay::conformance::engine
