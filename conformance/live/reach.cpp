#include "conformance/live/reach.hpp"

#include <cerrno>
#include <cstring>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace assay::conformance::live {

namespace {

std::optional<std::string> cannot_connect(const addrinfo& address) {
  const int socket_fd = ::socket(address.ai_family, address.ai_socktype, address.ai_protocol);
  if (socket_fd < 0) return std::strerror(errno);
  const timeval patience{.tv_sec = 3, .tv_usec = 0};
  ::setsockopt(socket_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  std::optional<std::string> why;
  if (::connect(socket_fd, address.ai_addr, address.ai_addrlen) != 0) {
    why = errno == EINPROGRESS ? "no answer within three seconds" : std::strerror(errno);
  }
  ::close(socket_fd);
  return why;
}

}  // namespace

std::optional<std::string> unreachable(const Endpoint& at) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int fault = ::getaddrinfo(at.host.c_str(), std::to_string(at.port).c_str(), &wanted, &found); fault != 0) {
    return ::gai_strerror(fault);
  }
  std::optional<std::string> why = "no address";
  for (const addrinfo* address = found; address != nullptr && why; address = address->ai_next) why = cannot_connect(*address);
  ::freeaddrinfo(found);
  return why;
}

}  // namespace assay::conformance::live
