/*
 * Load for RADIUS proxies on loopback, built when it is measured.
 *
 *   radius_load client PORT SECRET auth|mix SOCKETS WINDOW SECONDS
 *   radius_load server PORT SECRET
 *
 * The client keeps WINDOW requests under way on each socket, signs each anew, verifies each answer,
 * asks nothing twice, and gives a request up after two seconds. It prints "answered lost wrong".
 * Accounting goes to PORT + 1; "mix" is three quarters of it. The server answers both ports.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { HEADER = 20, DIGEST = 16, IDS = 256, BATCH = 64, LONGEST = 4096 };

/* MD5 (RFC 1321). */
struct md5 {
  uint32_t state[4];
  uint64_t length;
  uint8_t block[64];
};

static uint32_t sines[64];
static const int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

/* floor(2^32 * |sin(i + 1)|), by the series of the sine: no library of mathematics is linked. */
static void make_sines(void) {
  for (int i = 0; i < 64; i++) {
    long double x = i + 1, two_pi = 6.283185307179586476925286766559L;
    while (x > two_pi) x -= two_pi;
    long double term = x, sum = x;
    for (int n = 1; n < 30; n++) {
      term *= -x * x / ((2 * n) * (2 * n + 1));
      sum += term;
    }
    sines[i] = (uint32_t)((sum < 0 ? -sum : sum) * 4294967296.0L);
  }
}

static void mix_block(struct md5 *m, const uint8_t *bytes) {
  uint32_t word[16], a = m->state[0], b = m->state[1], c = m->state[2], d = m->state[3];
  memcpy(word, bytes, 64);
  for (int i = 0; i < 64; i++) {
    uint32_t f;
    int pick;
    switch (i / 16) {
      case 0: f = (b & c) | (~b & d); pick = i; break;
      case 1: f = (d & b) | (~d & c); pick = (5 * i + 1) % 16; break;
      case 2: f = b ^ c ^ d; pick = (3 * i + 5) % 16; break;
      default: f = c ^ (b | ~d); pick = 7 * i % 16;
    }
    f += a + sines[i] + word[pick];
    int turn = turns[i / 16][i % 4];
    a = d;
    d = c;
    c = b;
    b += f << turn | f >> (32 - turn);
  }
  m->state[0] += a;
  m->state[1] += b;
  m->state[2] += c;
  m->state[3] += d;
}

static void md5_begin(struct md5 *m) {
  *m = (struct md5){.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}};
}

static void md5_add(struct md5 *m, const void *bytes, size_t length) {
  const uint8_t *from = bytes;
  while (length > 0) {
    size_t at = m->length % 64, part = 64 - at < length ? 64 - at : length;
    memcpy(m->block + at, from, part);
    m->length += part;
    from += part;
    length -= part;
    if (m->length % 64 == 0) mix_block(m, m->block);
  }
}

static void md5_end(struct md5 *m, uint8_t *out) {
  uint64_t bits = m->length * 8;
  md5_add(m, "\x80", 1);
  while (m->length % 64 != 56) md5_add(m, "", 1);
  md5_add(m, &bits, 8);
  memcpy(out, m->state, DIGEST);
}

static const char *secret;
static struct md5 inner, outer;

static void use_secret(const char *text) {
  uint8_t pad[64] = {0};
  secret = text;
  memcpy(pad, text, strlen(text));
  for (int i = 0; i < 64; i++) pad[i] ^= 0x36;
  md5_begin(&inner);
  md5_add(&inner, pad, 64);
  for (int i = 0; i < 64; i++) pad[i] ^= 0x36 ^ 0x5c;
  md5_begin(&outer);
  md5_add(&outer, pad, 64);
}

static void message_authenticator(const uint8_t *packet, size_t length, uint8_t *out) {
  struct md5 m = inner;
  md5_add(&m, packet, length);
  md5_end(&m, out);
  m = outer;
  md5_add(&m, out, DIGEST);
  md5_end(&m, out);
}

static void keyed(const void *first, size_t length, const void *second, size_t more, uint8_t *out) {
  struct md5 m;
  md5_begin(&m);
  md5_add(&m, first, length);
  md5_add(&m, second, more);
  md5_end(&m, out);
}

static uint8_t *attribute(uint8_t *at, int type, const void *value, int length) {
  at[0] = type;
  at[1] = length + 2;
  memcpy(at + 2, value, length);
  return at + 2 + length;
}

static uint8_t *number(uint8_t *at, int type, uint32_t value) {
  value = htonl(value);
  return attribute(at, type, &value, 4);
}

static uint64_t chance = 88172645463325252u;

static uint64_t draw(void) {
  chance ^= chance << 13;
  chance ^= chance >> 7;
  return chance ^= chance << 17;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static int request(uint8_t *packet, int accounting, int id) {
  static const uint8_t zeros[DIGEST];
  uint8_t *at = packet + HEADER, hash[DIGEST], password[DIGEST] = {0};
  char text[32];
  packet[0] = accounting ? 4 : 1;
  packet[1] = id;
  for (int i = 0; i < 2; i++) {
    uint64_t random = draw();
    memcpy(packet + 4 + 8 * i, &random, 8);
  }
  if (!accounting) at = attribute(at, 80, zeros, DIGEST);
  int user = draw() % 1000;
  at = attribute(at, 1, text, sprintf(text, "user%d", user));
  if (!accounting) {
    memcpy(password, text, sprintf(text, "pass%d", user));
    keyed(secret, strlen(secret), packet + 4, DIGEST, hash);
    for (int i = 0; i < DIGEST; i++) password[i] ^= hash[i];
    at = attribute(at, 2, password, DIGEST);
  }
  at = number(at, 4, 0x7f000001);
  at = number(at, 5, user);
  at = number(at, 61, 19);
  at = attribute(at, 31, "02-00-00-00-00-01", 17);
  at = attribute(at, 30, "02-00-00-00-00-FF:Guest", 23);
  if (accounting) {
    at = number(at, 40, 3);
    at = attribute(at, 44, text, sprintf(text, "%016llx", (unsigned long long)draw()));
    at = number(at, 46, 60);
    at = number(at, 42, 123456);
    at = number(at, 43, 123456);
    at = number(at, 8, 0x0a140005);
  }
  int length = at - packet;
  packet[2] = length >> 8;
  packet[3] = length;
  if (accounting) {
    memset(packet + 4, 0, DIGEST);
    keyed(packet, length, secret, strlen(secret), hash);
    memcpy(packet + 4, hash, DIGEST);
  } else {
    message_authenticator(packet, length, hash);
    memcpy(packet + HEADER + 2, hash, DIGEST);
  }
  return length;
}

struct waiting {
  double since;
  uint8_t authenticator[DIGEST];
  int there;
};

static int open_socket(int port) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0), buffer = 8 << 20;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  if (bind(fd, (void *)&here, sizeof here) != 0) {
    perror("bind");
    exit(1);
  }
  return fd;
}

static int client(char **words) {
  int port = atoi(words[0]), mixed = words[2][0] == 'm', sockets = atoi(words[3]);
  int window = atoi(words[4]);
  double length = atof(words[5]), begun = seconds(), swept = begun;
  struct pollfd *polled = calloc(sockets, sizeof *polled);
  struct waiting(*waits)[IDS] = calloc(sockets, sizeof *waits);
  int *out = calloc(sockets, sizeof *out), *next = calloc(sockets, sizeof *next);
  long answered = 0, lost = 0, wrong = 0;
  uint8_t packet[LONGEST], hash[DIGEST], theirs[DIGEST];
  struct sockaddr_in to = {.sin_family = AF_INET};
  use_secret(words[1]);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int i = 0; i < sockets; i++) {
    polled[i].fd = open_socket(0);
    polled[i].events = POLLIN;
  }
  for (;;) {
    double now = seconds();
    int asking = now < begun + length, under_way = 0;
    if (now > begun + length + 1) break;
    for (int i = 0; i < sockets; i++) {
      while (asking && out[i] < window && !waits[i][next[i]].there) {
        int accounting = mixed && draw() % 4 != 0, id = next[i];
        int size = request(packet, accounting, id);
        to.sin_port = htons(port + accounting);
        if (sendto(polled[i].fd, packet, size, MSG_DONTWAIT, (void *)&to, sizeof to) < 0) break;
        waits[i][id] = (struct waiting){.since = now, .there = 1};
        memcpy(waits[i][id].authenticator, packet + 4, DIGEST);
        next[i] = (id + 1) % IDS;
        out[i]++;
      }
      under_way += out[i];
    }
    if (!asking && under_way == 0) break;
    poll(polled, sockets, 1);
    for (int i = 0; i < sockets; i++) {
      int size;
      while (polled[i].revents & POLLIN &&
             (size = recv(polled[i].fd, packet, sizeof packet, MSG_DONTWAIT)) >= HEADER) {
        struct waiting *one = &waits[i][packet[1]];
        memcpy(theirs, packet + 4, DIGEST);
        memcpy(packet + 4, one->authenticator, DIGEST);
        keyed(packet, size, secret, strlen(secret), hash);
        if (!one->there || memcmp(hash, theirs, DIGEST) != 0) {
          wrong++;
          continue;
        }
        one->there = 0;
        out[i]--;
        answered++;
      }
    }
    if (now - swept > 0.2) {
      swept = now;
      for (int i = 0; i < sockets * IDS; i++) {
        struct waiting *one = &waits[i / IDS][i % IDS];
        if (one->there && now - one->since > 2) {
          one->there = 0;
          out[i / IDS]--;
          lost++;
        }
      }
    }
  }
  for (int i = 0; i < sockets * IDS; i++) lost += waits[i / IDS][i % IDS].there;
  printf("%ld %ld %ld\n", answered, lost, wrong);
  return 0;
}

static int reply(const uint8_t *asked, int size, uint8_t *packet) {
  static const uint8_t zeros[DIGEST];
  uint8_t *at = packet + HEADER, hash[DIGEST];
  int accounting = asked[0] == 4;
  packet[0] = accounting ? 5 : 2;
  packet[1] = asked[1];
  memcpy(packet + 4, asked + 4, DIGEST);
  if (!accounting) {
    at = attribute(at, 80, zeros, DIGEST);
    at = number(at, 27, 3600);
    at = number(at, 85, 300);
    at = attribute(at, 18, "welcome", 7);
  }
  for (const uint8_t *a = asked + HEADER; a + 2 <= asked + size && a[1] >= 2; a += a[1]) {
    if (a[0] == 33) at = attribute(at, 33, a + 2, a[1] - 2);
  }
  int length = at - packet;
  packet[2] = length >> 8;
  packet[3] = length;
  if (!accounting) {
    message_authenticator(packet, length, hash);
    memcpy(packet + HEADER + 2, hash, DIGEST);
  }
  keyed(packet, length, secret, strlen(secret), hash);
  memcpy(packet + 4, hash, DIGEST);
  return length;
}

static void server(char **words) {
  static uint8_t in[BATCH][LONGEST], out[BATCH][LONGEST];
  struct mmsghdr asked[BATCH], answers[BATCH];
  struct iovec from[BATCH], to[BATCH];
  struct sockaddr_in names[BATCH];
  struct pollfd polled[2];
  use_secret(words[1]);
  for (int i = 0; i < 2; i++) {
    polled[i] = (struct pollfd){.fd = open_socket(atoi(words[0]) + i), .events = POLLIN};
  }
  for (;;) {
    poll(polled, 2, -1);
    for (int p = 0; p < 2; p++) {
      for (int i = 0; i < BATCH; i++) {
        from[i] = (struct iovec){in[i], LONGEST};
        asked[i].msg_hdr = (struct msghdr){&names[i], sizeof names[i], &from[i], 1, NULL, 0, 0};
      }
      int count = recvmmsg(polled[p].fd, asked, BATCH, MSG_DONTWAIT, NULL), made = 0;
      for (int i = 0; i < count; i++) {
        if (asked[i].msg_len < HEADER) continue;
        to[made] = (struct iovec){out[made], reply(in[i], asked[i].msg_len, out[made])};
        answers[made].msg_hdr = (struct msghdr){&names[i], sizeof names[i], &to[made], 1, NULL, 0, 0};
        made++;
      }
      if (made > 0) sendmmsg(polled[p].fd, answers, made, 0);
    }
  }
}

int main(int count, char **words) {
  make_sines();
  if (count == 8 && strcmp(words[1], "client") == 0) return client(words + 2);
  if (count == 4 && strcmp(words[1], "server") == 0) server(words + 2);
  fprintf(stderr, "radius_load client PORT SECRET auth|mix SOCKETS WINDOW SECONDS | server PORT SECRET\n");
  return 2;
}
