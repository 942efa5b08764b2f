#include "reference/server/server.hpp"

#include <utility>

#include "reference/server/router.hpp"

namespace assay::server {

Server::Server(Config config, store::Store& store, RandomSource& random, SmsSink& sms, Log& log, PushSink& push)
    : router_(std::make_unique<Router>(std::move(config), store, random, sms, push, log)) {}
Server::~Server() = default;

void Server::handle(Conn conn, const Event& event, const Now& now) { router_->handle(conn, event, now); }
void Server::timer(const Now& now) { router_->timer(now); }
void Server::end_turn(const Now& now) { router_->end_turn(now); }
std::optional<Action> Server::next_action() { return router_->next_action(); }
std::optional<Instant> Server::next_deadline() const { return router_->next_deadline(); }
void Server::shut_down(const Now& now) { router_->shut_down(now); }
std::size_t Server::sessions() const { return router_->sessions(); }
std::size_t Server::connections() const { return router_->connections(); }

}  // namespace assay::server
