#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NothingKept final : public media::Draft {
 public:
  Result<void, media::ShelfFault> write(ByteView) override { return {}; }
  Result<void, media::ShelfFault> keep() override { return {}; }
};

class EmptyShelf final : public ForwardingShelf {
 public:
  using ForwardingShelf::ForwardingShelf;
  Result<std::unique_ptr<media::Draft>, media::ShelfFault> begin(const std::string&, WallTime) override {
    return std::unique_ptr<media::Draft>(std::make_unique<NothingKept>());
  }
};

}  // namespace

Defect media_lost();

Defect media_lost() {
  return {.name = "media-lost", .lie = "What is put is taken, and not kept.", .violates = {"MSG-25a"}, .media = [] {
            MediaLies lies;
            lies.shelf = [](media::Shelf& sound) { return std::make_unique<EmptyShelf>(sound); };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
