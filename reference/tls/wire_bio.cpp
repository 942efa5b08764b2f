#include "reference/tls/wire_bio.hpp"

#include <algorithm>
#include <cstring>

#include "reference/base/assert.hpp"

namespace assay::tls {
namespace {

Wire& wire_of(BIO* bio) { return *static_cast<Wire*>(BIO_get_data(bio)); }

int read(BIO* bio, char* to, int size) {
  BIO_clear_retry_flags(bio);
  ByteView& in = wire_of(bio).in;
  const std::size_t count = std::min(in.size(), static_cast<std::size_t>(std::max(size, 0)));
  if (count == 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  std::memcpy(to, in.data(), count);
  in.remove_prefix(count);
  return static_cast<int>(count);
}

int write(BIO* bio, const char* octets, int size) {
  BIO_clear_retry_flags(bio);
  if (size > 0) wire_of(bio).out.append(octets, static_cast<std::size_t>(size));
  return size;
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

const BIO_METHOD* method() {
  static const BIO_METHOD* const made = [] {
    BIO_METHOD* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "wire");
    ASSAY_ASSERT(fresh != nullptr);
    BIO_meth_set_read(fresh, read);
    BIO_meth_set_write(fresh, write);
    BIO_meth_set_ctrl(fresh, control);
    return fresh;
  }();
  return made;
}

}  // namespace

BioPtr wire_bio(Wire& wire) {
  BioPtr bio(BIO_new(method()));
  ASSAY_ASSERT(bio != nullptr);
  BIO_set_data(bio.get(), &wire);
  BIO_set_init(bio.get(), 1);
  return bio;
}

}  // namespace assay::tls
