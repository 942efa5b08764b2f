#pragma once
// What every listener of this room does: it takes one connection after the other, as long as it lives and its acceptor is open. For files
// that see Asio.

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

namespace assay::net {

/// `listener` is held by a shared_ptr and has `acceptor()`, `has_room()` and `adopt(socket)`. A connection that it has no room for is closed at
/// once.
template <class Listener>
void keep_accepting(Listener& listener) {
  listener.acceptor().async_accept([weak = listener.weak_from_this()](const boost::system::error_code& error, auto socket) {
    const auto self = weak.lock();
    if (!self || error == boost::asio::error::operation_aborted) return;
    if (!error && self->has_room()) self->adopt(std::move(socket));
    keep_accepting(*self);
  });
}

}  // namespace assay::net
