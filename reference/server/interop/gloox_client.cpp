// A client made of gloox, driven by lines (ordinary_client.py).

#include <cstdlib>
#include <iostream>
#include <list>
#include <sstream>
#include <string>
#include <utility>

#include <gloox/client.h>
#include <gloox/connectionlistener.h>
#include <gloox/connectiontcpclient.h>
#include <gloox/connectiontls.h>
#include <gloox/delayeddelivery.h>
#include <gloox/eventhandler.h>
#include <gloox/loghandler.h>
#include <gloox/message.h>
#include <gloox/messagehandler.h>
#include <gloox/tlsdefault.h>
#include <poll.h>
#include <unistd.h>

namespace {

void say(const std::string& line) { std::cout << line << std::endl; }

// TLS that trusts `certificate`. gloox's own, at 1.0.24, leaves what init() is given unread: only setCACerts() after it counts.
class TrustingTls : public gloox::TLSDefault {
 public:
  TrustingTls(gloox::TLSHandler* handler, const std::string& domain, std::string certificate)
      : TLSDefault(handler, domain), certificate_(std::move(certificate)) {}

  bool init(const std::string& key, const std::string& certificates, const gloox::StringList& authorities) override {
    if (!TLSDefault::init(key, certificates, authorities)) return false;
    setCACerts({certificate_});
    return true;
  }

 private:
  std::string certificate_;
};

// gloox alone would look for the address that it connects to in the certificate.
class DirectTls : public gloox::ConnectionTLS {
 public:
  DirectTls(gloox::ConnectionDataHandler* handler, gloox::ConnectionBase* connection, const gloox::LogSink& log, std::string domain,
            std::string certificate)
      : ConnectionTLS(handler, connection, log), domain_(std::move(domain)), certificate_(std::move(certificate)) {}

 protected:
  gloox::TLSBase* getTLSBase(gloox::TLSHandler* handler, const std::string) override {
    return new TrustingTls(handler, domain_, certificate_);
  }

 private:
  std::string domain_, certificate_;
};

class InteropClient : public gloox::ConnectionListener,
                      public gloox::MessageHandler,
                      public gloox::EventHandler,
                      public gloox::LogHandler,
                      public gloox::TLSHandler {
 public:
  InteropClient(const std::string& host, int port, bool direct, const std::string& certificate, const gloox::JID& jid,
                const std::string& token)
      : client_(jid, token, port) {
    client_.logInstance().registerLogHandler(std::getenv("VERBOSE") ? gloox::LogLevelDebug : gloox::LogLevelError, gloox::LogAreaAll, this);
    client_.registerConnectionListener(this);
    client_.registerMessageHandler(this);
    client_.registerStanzaExtension(new gloox::DelayedDelivery);
    gloox::ConnectionBase* connection = new gloox::ConnectionTCPClient(&client_, client_.logInstance(), host, port);
    if (direct) {
      auto* tls = new DirectTls(&client_, connection, client_.logInstance(), jid.server(), certificate);
      tls->registerTLSHandler(this);
      connection = tls;
    } else {
      auto* tls = new TrustingTls(&client_, jid.server(), certificate);
      tls->init("", "", {});
      client_.setEncryptionImpl(tls);
    }
    client_.setConnectionImpl(connection);
    client_.setTls(direct ? gloox::TLSDisabled : gloox::TLSRequired);
  }

  int run() {
    if (!client_.connect(false)) return 1;
    while (!over_ && client_.recv(5000 /* microseconds */) == gloox::ConnNoError) obey_input();
    return status_;
  }

 private:
  void onConnect() override {
    // gloox says its first presence by itself; said again here, it certainly went before the ping.
    client_.setPresence(gloox::Presence::Available, 0);
    ping("online");
  }

  void onDisconnect(gloox::ConnectionError error) override {
    over_ = true;
    if (error == gloox::ConnUserDisconnected) return;
    std::cerr << "disconnected: " << error << " auth " << client_.authError() << " stream " << client_.streamError() << '\n';
    status_ = 1;
  }

  bool onTLSConnect(const gloox::CertInfo& info) override { return trusted(info); }

  void handleHandshakeResult(const gloox::TLSBase*, bool success, gloox::CertInfo& info) override {
    if (!success || !trusted(info)) client_.disconnect();
  }
  void handleEncryptedData(const gloox::TLSBase*, const std::string&) override {}
  void handleDecryptedData(const gloox::TLSBase*, const std::string&) override {}

  bool trusted(const gloox::CertInfo& info) {
    if (info.status == gloox::CertOk) return true;
    std::cerr << "certificate: " << info.status << '\n';
    status_ = 1;
    return false;
  }

  void handleMessage(const gloox::Message& message, gloox::MessageSession*) override {
    if (message.body().empty()) return;
    const gloox::DelayedDelivery* delay = message.when();
    say("message " + message.from().bare() + ' ' + (delay ? delay->stamp() : "-") + ' ' + message.body());
  }

  void ping(const std::string& word) {
    words_.push_back(word);
    client_.xmppPing(gloox::JID(client_.jid().server()), this);
  }
  // The answers come in the order of the pings: one stream, one server.
  void handleEvent(const gloox::Event&) override {
    say(words_.front());
    words_.pop_front();
  }

  void handleLog(gloox::LogLevel, gloox::LogArea, const std::string& text) override { std::cerr << text << '\n'; }

  void obey(const std::string& line) {
    std::istringstream words(line);
    std::string verb, jid, body;
    words >> verb;
    if (verb == "send") {
      words >> jid;
      std::getline(words >> std::ws, body);
      client_.send(gloox::Message(gloox::Message::Chat, gloox::JID(jid), body));
    } else if (verb == "sync") {
      ping("synced");
    } else {
      client_.disconnect();
    }
  }

  // Obeys the whole lines that stand in standard input, without waiting.
  void obey_input() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (over_ || poll(&input, 1, 0) != 1) return;
    char octets[4096];
    const ssize_t got = read(STDIN_FILENO, octets, sizeof octets);
    if (got <= 0) return client_.disconnect();
    pending_.append(octets, static_cast<std::size_t>(got));
    for (std::size_t end = pending_.find('\n'); end != std::string::npos; end = pending_.find('\n')) {
      const std::string line = pending_.substr(0, end);
      pending_.erase(0, end + 1);
      obey(line);
    }
  }

  gloox::Client client_;
  std::list<std::string> words_;
  std::string pending_;
  bool over_ = false;
  int status_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  return InteropClient(argv[1], std::atoi(argv[2]), argv[3] == std::string("direct"), argv[4], gloox::JID(argv[5]), argv[6]).run();
}
