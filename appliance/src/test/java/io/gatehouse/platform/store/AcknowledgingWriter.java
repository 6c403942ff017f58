package io.gatehouse.platform.store;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that stores numbers and prints each one that it was told is stored, until it is killed.
 * Arguments: the file, the first number, and {@code after} or {@code before} (the commit, which is
 * the mistake the test has to see).
 */
final class AcknowledgingWriter {
  private static final int CALLERS = 16;

  private AcknowledgingWriter() {}

  public static void main(String[] args) {
    Store store = Store.open(Path.of(args[0]));
    AtomicLong numbers = new AtomicLong(Long.parseLong(args[1]));
    boolean honest = args[2].equals("after");
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(() -> writeForEver(store, numbers, honest));
      }
    }
  }

  private static void writeForEver(Store store, AtomicLong numbers, boolean honest) {
    while (true) {
      long number = numbers.getAndIncrement();
      store.write(
          tx -> {
            tx.update("INSERT INTO counter (name, value) VALUES (?, ?)", tx.newId(), number);
            if (!honest) {
              acknowledge(number);
            }
            return null;
          });
      if (honest) {
        acknowledge(number);
      }
    }
  }

  private static synchronized void acknowledge(long number) {
    System.out.println(number);
    System.out.flush();
  }
}
