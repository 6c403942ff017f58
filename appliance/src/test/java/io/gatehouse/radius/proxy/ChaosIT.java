package io.gatehouse.radius.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Both servers misbehave at random; every login is answered all the same, by them or by policy. */
class ChaosIT {
  private static final long SECONDS = 20;
  private static final int ROUTERS = 8;

  /** Silent, slow, garbled, or well: more often well than not. */
  private static ScriptedServer.Script script(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> ScriptedServer::stayDumb;
      case 2 ->
          (request, from, server) ->
              CompletableFuture.delayedExecutor(150, TimeUnit.MILLISECONDS)
                  .execute(() -> ScriptedServer.accept(request, from, server));
      case 3 ->
          (request, from, server) -> {
            byte[] good = PacketBuilder.reply(2, request).signedFor(request, server.signer());
            good[4 + random.split().nextInt(good.length - 4)] ^= 0x10;
            server.send(good, from);
          };
      default -> ScriptedServer::accept;
    };
  }

  @Test
  void every_login_is_answered_once_while_both_servers_misbehave() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    AtomicLong answered = new AtomicLong();
    List<String> wrong = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    try (ProxyRig rig = new ProxyRig(Radius.Order.BALANCE, Radius.Outage.CLOSED);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> routers = new ArrayList<>();
      for (int i = 0; i < ROUTERS; i++) {
        String name = "user" + i;
        routers.add(
            CompletableFuture.runAsync(
                () -> {
                  try (TestNas nas = new TestNas()) {
                    while (!over.get()) {
                      Packet reply = nas.ask(nas.login(name, "x"), rig.port);
                      if (reply == null || nas.receive(1) != null) {
                        synchronized (wrong) {
                          wrong.add(name + (reply == null ? " got no answer" : " got two"));
                        }
                      }
                      answered.incrementAndGet();
                    }
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                threads));
      }
      long end = System.nanoTime() + SECONDS * 1_000_000_000;
      while (System.nanoTime() < end) {
        rig.first.script = script(random);
        rig.second.script = script(random);
        Thread.sleep(200 + random.nextInt(600));
      }
      over.set(true);
      routers.forEach(CompletableFuture::join);
      assertThat(rig.box.counts().of(Counts.Event.MOVED)).as("servers were left").isPositive();
      assertThat(rig.dropped("bad_authenticator")).as("garbled answers came").isPositive();
    }
    assertThat(wrong).as("of %s logins", answered).isEmpty();
    assertThat(answered.get()).isGreaterThan(1_000);
  }
}
