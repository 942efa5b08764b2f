#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_address_untold();

Defect media_address_untold() {
  return {.name = "media-address-untold", .lie = "The upload service does not say where files are.", .violates = {"MSG-25u"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* query = element.find_child("http://jabber.org/protocol/disco#info", "query");
              xml::Element* form = query != nullptr ? query->find_child("jabber:x:data", "x") : nullptr;
              if (form == nullptr) return just(std::move(element));
              xml::Element rest("jabber:x:data", "x");
              rest.set_attribute("type", "result");
              for (const xml::Element* field : form->children()) {
                if (field->attribute("var") != "{urn:cxmpp:media:1}address") rest.add(*field);
              }
              *form = std::move(rest);
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
