/* A client made of libstrophe, driven by lines (ordinary_client.py). */

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strophe.h>
#include <unistd.h>

struct client {
  xmpp_ctx_t* ctx;
  xmpp_conn_t* conn;
  int over;
};

/* The answer to a ping says `word`, whatever the answer is: it went to the server and back. */
static int ponged(xmpp_conn_t* conn, xmpp_stanza_t* stanza, void* word) {
  (void)conn;
  (void)stanza;
  puts(word);
  return 0;
}

static void ping(struct client* client, char* word) {
  char* id = xmpp_uuid_gen(client->ctx);
  xmpp_stanza_t* iq = xmpp_iq_new(client->ctx, "get", id);
  xmpp_stanza_t* body = xmpp_stanza_new(client->ctx);
  xmpp_stanza_set_name(body, "ping");
  xmpp_stanza_set_ns(body, "urn:xmpp:ping");
  xmpp_stanza_add_child_ex(iq, body, 0);
  xmpp_id_handler_add(client->conn, ponged, id, word);
  xmpp_send(client->conn, iq);
  xmpp_stanza_release(iq);
  xmpp_free(client->ctx, id);
}

static int heard(xmpp_conn_t* conn, xmpp_stanza_t* message, void* userdata) {
  struct client* client = userdata;
  char* body = xmpp_message_get_body(message);
  char* sender = xmpp_jid_bare(client->ctx, xmpp_stanza_get_from(message));
  xmpp_stanza_t* delay = xmpp_stanza_get_child_by_name_and_ns(message, "delay", "urn:xmpp:delay");
  const char* stamp = delay ? xmpp_stanza_get_attribute(delay, "stamp") : NULL;
  (void)conn;
  if (body) printf("message %s %s %s\n", sender, stamp ? stamp : "-", body);
  xmpp_free(client->ctx, sender);
  xmpp_free(client->ctx, body);
  return 1;
}

static void changed(xmpp_conn_t* conn, xmpp_conn_event_t event, int error, xmpp_stream_error_t* stream_error, void* userdata) {
  struct client* client = userdata;
  if (event != XMPP_CONN_CONNECT) {
    if (error || stream_error)
      fprintf(stderr, "disconnected: %d %s\n", error, stream_error && stream_error->text ? stream_error->text : "");
    client->over = 1;
    return;
  }
  if (!xmpp_conn_is_secured(conn)) abort();
  xmpp_handler_add(conn, heard, NULL, "message", NULL, client);
  xmpp_stanza_t* presence = xmpp_presence_new(client->ctx);
  xmpp_send(conn, presence);
  xmpp_stanza_release(presence);
  ping(client, "online");
}

static void obey(struct client* client, char* line) {
  char* verb = strtok(line, " ");
  if (verb && strcmp(verb, "send") == 0) {
    char* jid = strtok(NULL, " ");
    xmpp_stanza_t* message = xmpp_message_new(client->ctx, "chat", jid, NULL);
    char* id = xmpp_uuid_gen(client->ctx);
    xmpp_stanza_set_id(message, id);
    xmpp_free(client->ctx, id);
    xmpp_message_set_body(message, strtok(NULL, ""));
    xmpp_send(client->conn, message);
    xmpp_stanza_release(message);
  } else if (verb && strcmp(verb, "sync") == 0) {
    ping(client, "synced");
  } else {
    xmpp_disconnect(client->conn);
  }
}

/* Obeys the whole lines that stand in standard input, without waiting. */
static void obey_input(struct client* client) {
  static char pending[4096];
  static size_t size;
  struct pollfd input = {STDIN_FILENO, POLLIN, 0};
  if (poll(&input, 1, 0) != 1) return;
  ssize_t got = read(STDIN_FILENO, pending + size, sizeof pending - 1 - size);
  if (got <= 0) {
    xmpp_disconnect(client->conn);
    return;
  }
  size += (size_t)got;
  pending[size] = '\0';
  for (char* end = strchr(pending, '\n'); end; end = strchr(pending, '\n')) {
    *end = '\0';
    obey(client, pending);
    size -= (size_t)(end + 1 - pending);
    memmove(pending, end + 1, size + 1);
  }
}

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  xmpp_initialize();
  struct client client = {xmpp_ctx_new(NULL, xmpp_get_default_logger(getenv("VERBOSE") ? XMPP_LEVEL_DEBUG : XMPP_LEVEL_ERROR)), NULL, 0};
  client.conn = xmpp_conn_new(client.ctx);
  xmpp_conn_set_flags(client.conn, strcmp(argv[3], "direct") == 0 ? XMPP_CONN_FLAG_LEGACY_SSL : XMPP_CONN_FLAG_MANDATORY_TLS);
  xmpp_conn_set_cafile(client.conn, argv[4]);
  xmpp_conn_set_jid(client.conn, argv[5]);
  xmpp_conn_set_pass(client.conn, argv[6]);
  if (xmpp_connect_client(client.conn, argv[1], (unsigned short)atoi(argv[2]), changed, &client) != XMPP_EOK) return 1;
  while (!client.over) {
    xmpp_run_once(client.ctx, 5);
    if (!client.over) obey_input(&client);
  }
  xmpp_conn_release(client.conn);
  xmpp_ctx_free(client.ctx);
  xmpp_shutdown();
  return 0;
}
