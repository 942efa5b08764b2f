#include "reference/server/push_registrations.hpp"

#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "push";

}  // namespace

std::optional<PushRegistration> PushRegistrations::find(const std::string& account, const std::string& device) {
  const std::optional<Bytes> value = turn_.store().get(kSpace, store::key({account, device}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 4) return std::nullopt;
  return PushRegistration{(*f)[0], (*f)[1], (*f)[2], store::from_ordered((*f)[3]).value_or(0)};
}

void PushRegistrations::put(const std::string& account, const std::string& device, const PushRegistration& registration) {
  turn_.store().put(kSpace, store::key({account, device}),
                    store::fields({registration.service, registration.node, registration.secret, store::ordered(registration.failures)}));
}

void PushRegistrations::erase(const std::string& account, const std::string& device) {
  turn_.store().erase(kSpace, store::key({account, device}));
}

}  // namespace assay::server
