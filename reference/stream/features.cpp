#include "reference/stream/features.hpp"

#include "reference/stanza/bind.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stream/secure.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {

std::vector<std::string> mechanisms_for(const ServerSettings& settings, const Facts& facts) {
  std::vector<std::string> names;
  if (settings.require_tls && !facts.secured) return names;
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
  } else {
    features.add(stanza::Bind{}.write());
  }
  if (settings.announce) settings.announce(facts, features);
  return features;
}

}  // namespace assay::stream
