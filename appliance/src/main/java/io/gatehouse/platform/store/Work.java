package io.gatehouse.platform.store;

/** What is done inside one transaction. */
@FunctionalInterface
public interface Work<T> {
  T in(Tx tx);
}
