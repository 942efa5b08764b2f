#include "reference/stream/client_features.hpp"

#include <utility>

#include "reference/stanza/ack.hpp"
#include "reference/stanza/bind2.hpp"
#include "reference/stanza/channel_binding.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

std::optional<LoginFeatures> login_features(const xml::Element& element) {
  auto offered = stanza::sasl2::Feature::parse(element);
  if (!offered) return std::nullopt;
  LoginFeatures login{std::move(offered->mechanisms), {}, false, {}};
  for (const xml::Element& inlined : offered->inlined) {
    if (auto bind = stanza::bind2::Feature::parse(inlined)) login.beginnings = std::move(bind->vars);
    if (auto fast = stanza::fast::Feature::parse(inlined)) login.token_mechanisms = std::move(fast->mechanisms);
    if (inlined.is(stanza::sm::kNs, "sm")) login.resumes = true;
  }
  return login;
}

}  // namespace

std::optional<ServerFeatures> server_features(const xml::Element& element) {
  if (!element.is(xml::ns::kStreams, "features")) return std::nullopt;
  ServerFeatures features;
  features.starttls = element.find_child(xml::ns::kTls, "starttls") != nullptr;
  features.bind = element.find_child(xml::ns::kBind, "bind") != nullptr;
  const xml::Element ack = stanza::ack::feature();
  const xml::Element sm = stanza::sm::feature();
  features.manages = element.find_child(sm.ns(), sm.local()) != nullptr;
  features.acknowledges = element.find_child(ack.ns(), ack.local()) != nullptr;
  if (const auto* offered = element.find_child(xml::ns::kSasl, "mechanisms")) {
    if (auto mechanisms = stanza::sasl::Mechanisms::parse(*offered)) features.mechanisms = std::move(mechanisms->names);
  }
  if (const auto* offered = element.find_child(stanza::sasl2::kNs, "authentication")) features.login = login_features(*offered);
  if (const auto* offered = element.find_child(stanza::kChannelBindingNs, "sasl-channel-binding")) {
    if (auto types = stanza::ChannelBindingTypes::parse(*offered)) features.channel_bindings = std::move(types->names);
  }
  if (const auto* offered = element.find_child(stanza::registration::kNs, "register")) {
    features.registration = stanza::registration::Feature::parse(*offered);
  }
  return features;
}

}  // namespace assay::stream
