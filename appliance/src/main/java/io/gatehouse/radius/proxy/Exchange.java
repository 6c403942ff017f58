package io.gatehouse.radius.proxy;

/**
 * A request from its arrival until its answer is forgotten: waiting for a server, then the answer
 * that a repeated request gets again, byte by byte.
 */
final class Exchange {
  // In the table of exchanges, by place and by age.
  long key;
  Exchange nextInBucket;
  Exchange older;
  Exchange newer;

  // Among those that wait for a server.
  Exchange earlier;
  Exchange later;
  boolean waits;

  /** Null for a probe of ours. */
  KnownNas nas;

  Service service;
  int address;
  int port;
  int code;

  /** The NAS's packet as it came; null once it is answered. */
  byte[] question;

  /** The answer as it went; null until then. */
  byte[] answer;

  /** The request's authenticator, which tells a repeated request from a new one. */
  final byte[] authenticator = new byte[16];

  Route route;
  HomeServer server;
  int socket;
  int id;
  final byte[] sentAuthenticator = new byte[16];
  final byte[] proxyState = new byte[8];
  long arrivedNanos;
  long askedNanos;
  long dueNanos;
  int tries;

  /** Whether a conversation is under way that only one server knows. */
  boolean bound;

  /** Which servers of the pool were asked already. */
  int asked;

  /** Until when the answer is kept. */
  long forgetNanos;
}
