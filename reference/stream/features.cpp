#include "reference/stream/features.hpp"

#include "reference/stanza/bind.hpp"
#include "reference/stanza/channel_binding.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stream/channel_bindings.hpp"
#include "reference/stream/secure.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

// A connection without TLS has no types.
bool binds(const ServerSettings& settings, const Facts& facts) {
  return settings.bind_logins && facts.secured && !channel_binding_types(facts.tls).empty();
}

}  // namespace

std::vector<std::string> mechanisms_for(const ServerSettings& settings, const Facts& facts) {
  std::vector<std::string> names;
  if (settings.require_tls && !facts.secured) return names;
  for (const std::string& name : settings.mechanisms) {
    if (name.starts_with("SCRAM-") && binds(settings, facts)) names.push_back(name + "-PLUS");
  }
  for (const std::string& name : settings.mechanisms) {
    if (name != "PLAIN" || facts.secured) names.push_back(name);
  }
  return names;
}

xml::Element features_for(const ServerSettings& settings, const Facts& facts) {
  xml::Element features(xml::ns::kStreams, "features");
  if (!facts.secured && facts.username.empty()) features.add(starttls_feature(settings.require_tls));
  if (settings.require_tls && !facts.secured) return features;
  if (facts.username.empty()) {
    features.add(stanza::sasl::Mechanisms{mechanisms_for(settings, facts)}.write());
    if (binds(settings, facts)) features.add(stanza::ChannelBindingTypes{channel_binding_types(facts.tls)}.write());
  } else {
    features.add(stanza::Bind{}.write());
  }
  if (settings.announce) settings.announce(facts, features);
  return features;
}

}  // namespace assay::stream
