package io.gatehouse.radius.proxy;

/** The exchanges that wait for a server, in the order they began to. */
final class Waiting {
  private Exchange first;
  private Exchange last;
  private int size;

  int size() {
    return size;
  }

  Exchange first() {
    return first;
  }

  void add(Exchange exchange) {
    exchange.waits = true;
    exchange.earlier = last;
    exchange.later = null;
    if (last == null) {
      first = exchange;
    } else {
      last.later = exchange;
    }
    last = exchange;
    size++;
  }

  /** Does nothing where it does not wait. */
  void remove(Exchange exchange) {
    if (!exchange.waits) {
      return;
    }
    if (exchange.earlier == null) {
      first = exchange.later;
    } else {
      exchange.earlier.later = exchange.later;
    }
    if (exchange.later == null) {
      last = exchange.earlier;
    } else {
      exchange.later.earlier = exchange.earlier;
    }
    exchange.earlier = null;
    exchange.later = null;
    exchange.waits = false;
    size--;
  }
}
