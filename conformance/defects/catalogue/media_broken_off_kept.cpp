#include <charconv>
#include <map>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

/// Octets that were announced for a file, by its name.
using Announced = std::map<std::string, std::uint64_t>;

class KeptInPart final : public media::Draft {
 public:
  KeptInPart(std::unique_ptr<media::Draft> sound, std::uint64_t announced) : sound_(std::move(sound)), left_(announced) {}
  ~KeptInPart() override {
    if (left_ > 0) (void)sound_->keep();
  }
  Result<void, media::ShelfFault> write(ByteView octets) override {
    left_ -= std::min<std::uint64_t>(left_, octets.size());
    return sound_->write(octets);
  }
  Result<void, media::ShelfFault> keep() override { return sound_->keep(); }

 private:
  std::unique_ptr<media::Draft> sound_;
  std::uint64_t left_;
};

class ShelfOfParts final : public ForwardingShelf {
 public:
  ShelfOfParts(media::Shelf& sound, std::shared_ptr<const Announced> announced)
      : ForwardingShelf(sound), announced_(std::move(announced)) {}
  Result<std::unique_ptr<media::Draft>, media::ShelfFault> begin(const std::string& id, WallTime since) override {
    auto draft = ForwardingShelf::begin(id, since);
    const auto found = announced_->find(id);
    if (!draft || found == announced_->end()) return draft;
    return std::unique_ptr<media::Draft>(std::make_unique<KeptInPart>(std::move(*draft), found->second));
  }

 private:
  std::shared_ptr<const Announced> announced_;
};

}  // namespace

Defect media_broken_off_kept();

Defect media_broken_off_kept() {
  return {.name = "media-broken-off-kept",
          .lie = "What was put of a file until its sender broke off is kept.",
          .violates = {"MSG-25g"},
          .media = [] {
            const auto announced = std::make_shared<Announced>();
            MediaLies lies;
            lies.heard = [announced](std::uint64_t, std::string head) {
              const std::string length = field_in(head, "Content-Length");
              std::uint64_t octets = 0;
              std::from_chars(length.data(), length.data() + length.size(), octets);
              (*announced)[file_in(head)] = octets;
              return head;
            };
            lies.shelf = [announced](media::Shelf& sound) { return std::make_unique<ShelfOfParts>(sound, announced); };
            return lies;
          }};
}

}  // namespace assay::conformance::defects::catalogue
