#include "conformance/defects/catalogue.hpp"
#include "reference/media/memory_shelf.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_until_crash();

Defect media_until_crash() {
  return {
      .name = "media-until-crash", .lie = "Files are kept in memory, and gone when the server ends.", .violates = {"MSG-25i"}, .media = [] {
        MediaLies lies;
        lies.shelf = [](media::Shelf&) { return std::make_unique<media::MemoryShelf>(); };
        return lies;
      }};
}

}  // namespace assay::conformance::defects::catalogue
