#include "reference/base/machine.hpp"

namespace assay {

Conn connection_of(const Action& action) {
  return std::visit([](const auto& a) { return a.conn; }, action);
}

}  // namespace assay
