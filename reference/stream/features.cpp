#include "reference/stream/features.hpp"

#include "reference/stanza/bind.hpp"
#include "reference/stanza/channel_binding.hpp"
#include "reference/stanza/fast.hpp"
#include "reference/stanza/sasl.hpp"
#include "reference/stanza/sasl2.hpp"
#include "reference/stream/channel_bindings.hpp"
#include "reference/stream/hashed_token_exchange.hpp"
#include "reference/stream/secure.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::stream {
namespace {

// A connection without TLS has no types.
bool binds(const ServerSettings& settings, const Facts& facts) {
  return settings.bind_logins && facts.secured && !channel_binding_types(facts.tls).empty();
}

// XEP-0388 sections 2.1 and 3: not without a mechanism, and only inside TLS.
void add_sasl2(const ServerSettings& settings, const Facts& facts, xml::Element& features) {
  stanza::sasl2::Feature sasl2{mechanisms_for(settings, facts), {}};
  if (!facts.secured || sasl2.mechanisms.empty()) return;
  if (settings.announce_inline) settings.announce_inline(facts, sasl2.inlined);
  stanza::fast::Feature fast{token_mechanisms_for(settings, facts)};
  if (!fast.mechanisms.empty()) sasl2.inlined.push_back(fast.write());
  features.add(sasl2.write());
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

std::vector<std::string> token_mechanisms_for(const ServerSettings& settings, const Facts& facts) {
  std::vector<std::string> names;
  if (!settings.tokens || !facts.secured) return names;
  for (const auto binding : {crypto::TokenBinding::Exporter, crypto::TokenBinding::EndPoint, crypto::TokenBinding::Unique}) {
    if (settings.bind_logins && token_binding(facts.tls, binding)) names.emplace_back(crypto::ht_mechanism(binding));
  }
  names.emplace_back(crypto::ht_mechanism(crypto::TokenBinding::None));
  return names;
}

xml::Element features_for(const ServerSettings& settings, const Facts& facts) {
  xml::Element features(xml::ns::kStreams, "features");
  if (!facts.secured && facts.username.empty()) features.add(starttls_feature(settings.require_tls));
  if (settings.require_tls && !facts.secured) return features;
  if (facts.username.empty()) {
    features.add(stanza::sasl::Mechanisms{mechanisms_for(settings, facts)}.write());
    add_sasl2(settings, facts, features);
    if (binds(settings, facts)) features.add(stanza::ChannelBindingTypes{channel_binding_types(facts.tls)}.write());
  } else if (!facts.bound) {
    features.add(stanza::Bind{}.write());
  }
  if (settings.announce) settings.announce(facts, features);
  return features;
}

}  // namespace assay::stream
