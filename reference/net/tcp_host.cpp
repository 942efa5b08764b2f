#include "reference/net/tcp_host.hpp"

#include <utility>

#include "reference/net/sockets.hpp"

namespace assay::net {

TcpHost::TcpHost(EventLoop& loop, Machine& machine, RandomSource& random, TcpHostOptions options)
    : sockets_(std::make_shared<Sockets>(loop, machine, random, std::move(options))) {}

TcpHost::~TcpHost() { sockets_->shut_down(); }

Result<Endpoint, std::string> TcpHost::listen(std::string name, const Endpoint& at) { return sockets_->listen(std::move(name), at); }

void TcpHost::stop_listening() { sockets_->stop_listening(); }

void TcpHost::set_tls(host::TlsContexts tls) { sockets_->set_tls(std::move(tls)); }

void TcpHost::poke() { sockets_->schedule_turn(); }

std::size_t TcpHost::connections() const { return sockets_->connections(); }

}  // namespace assay::net
