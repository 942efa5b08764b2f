#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resource_reduced();

Defect resource_reduced() {
  return {.name = "resource-reduced",
          .lie = "The resource that a session gets has lost its letters beyond ASCII.",
          .violates = {"RFC7622-3.4-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  xml::Element* bind = element.find_child(xml::ns::kBind, "bind");
                  if (const xml::Element* jid = bind ? bind->find_child(xml::ns::kBind, "jid") : nullptr) {
                    std::string address = jid->text();
                    std::erase_if(address, [](char c) { return static_cast<unsigned char>(c) > 0x7f; });
                    bind->remove_children(xml::ns::kBind, "jid");
                    bind->append(xml::ns::kBind, "jid").add_text(address);
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
