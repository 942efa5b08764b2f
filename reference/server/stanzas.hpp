#pragma once
// What becomes of a first-level element of a bound session: checks of RFC 6120 section 8.1, iq routing of section 10 and RFC 6121 section
// 8.5, and the features' hooks for the rest.

#include "reference/server/feature.hpp"
#include "reference/server/iq_table.hpp"

namespace assay::server {

class Stanzas {
 public:
  Stanzas(const Context& context, const std::vector<Feature>& features) : context_(context), features_(features), iqs_(features) {}

  /// Takes an element of a bound session.
  void take(Session& session, xml::Element element) const;
  /// Takes an element before login.
  void take_early(Connection& connection, const xml::Element& element) const;

 private:
  void take_stanza(Session& session, xml::Element& stanza) const;
  void take_nonza(Session& session, const xml::Element& element) const;
  /// The feature whose subdomain the address is in, if any.
  [[nodiscard]] const Feature* owner_of(const jid::Jid& to) const;
  void route_iq(Session& session, const xml::Element& iq, const std::optional<jid::Jid>& to) const;
  void answer_iq(Session& session, const xml::Element& iq, const xml::Element& payload, const std::optional<jid::Jid>& to) const;
  void forward_iq(Session& session, const xml::Element& iq, const jid::Jid& to) const;

  const Context& context_;
  const std::vector<Feature>& features_;
  IqTable iqs_;
};

}  // namespace assay::server
