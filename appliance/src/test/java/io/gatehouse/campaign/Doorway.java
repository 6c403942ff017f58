package io.gatehouse.campaign;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Opens sockets inside a network namespace without a process there: one thread enters it, and a
 * socket belongs for ever to the namespace of the thread that made it.
 */
public final class Doorway implements AutoCloseable {
  private static final int O_RDONLY = 0;
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final MethodHandle OPEN = open();
  private static final MethodHandle SETNS = setns();

  private final ExecutorService inside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

  /**
   * @param namespace a file that stands for a network namespace
   */
  public Doorway(Path namespace) {
    call(
        () -> {
          enter(namespace);
          return null;
        });
  }

  public SocketChannel socket() {
    return call(() -> SocketChannel.open(StandardProtocolFamily.INET));
  }

  private <T> T call(java.util.concurrent.Callable<T> work) {
    try {
      return inside.submit(work).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void enter(Path namespace) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) OPEN.invokeExact(arena.allocateFrom(namespace.toString()), O_RDONLY);
      if (fd < 0 || (int) SETNS.invokeExact(fd, CLONE_NEWNET) != 0) {
        throw new IOException("cannot enter the network namespace " + namespace);
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle open() {
    return link(
        "open",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  private static MethodHandle setns() {
    return link(
        "setns",
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /**
   * Restricted, as a wrong description of a function of C would break the program: these are two.
   */
  @SuppressWarnings("restricted")
  private static MethodHandle link(String name, FunctionDescriptor descriptor) {
    SymbolLookup libc = Linker.nativeLinker().defaultLookup();
    MemorySegment symbol = libc.find(name).orElseThrow();
    return Linker.nativeLinker().downcallHandle(symbol, descriptor);
  }

  @Override
  public void close() {
    inside.shutdownNow();
  }
}
