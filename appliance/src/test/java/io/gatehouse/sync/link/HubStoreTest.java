package io.gatehouse.sync.link;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.hub.site.Apart;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubPlan;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.hub.site.Spend;
import io.gatehouse.platform.store.Dialect;
import io.gatehouse.platform.store.Move;
import io.gatehouse.platform.store.SqliteDialect;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.TestDatabase;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.wire.OrderKind;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub's books on PostgreSQL: moved there from a file, and gone on with. */
class HubStoreTest {
  @TempDir private Path dir;

  @Test
  void a_hub_goes_on_with_postgresql_where_it_was_with_its_file() throws Exception {
    Dialect server = TestDatabase.POSTGRESQL.in(dir);
    Dialect file = new SqliteDialect(dir.resolve("hub.db"));
    Vertx vertx = Vertx.vertx();
    TestHub before = new TestHub(dir, vertx);
    var authority = before.authority.key();
    Outpost cafe = new Outpost(Files.createDirectory(dir.resolve("cafe")), before, "cafe");
    Outpost hotel = new Outpost(Files.createDirectory(dir.resolve("hotel")), before, "hotel");
    HubPlan plan =
        ((HubPlans.Saved.Stored)
                before.plans.save(new HubPlan(new PlanDraft().build(), "default", Apart.SITE)))
            .plan();
    Batches.Made.Batch batch =
        (Batches.Made.Batch)
            before.batches.make(new Batches.Wanted(plan.plan().id(), 3, "", "", "", "me"));
    cafe.meet();
    hotel.meet();
    cafe.redeem(batch.codes().get(0), device(1));
    hotel.redeem(batch.codes().get(0), device(2));
    cafe.meet();
    List<HubFact> facts = before.facts.newest(cafe.id, Long.MAX_VALUE, 1_000);
    before.wishes.wish(cafe.id, "{}", "me");
    before.close();
    List<String> told = new ArrayList<>();

    assertThat(new Move(file, server, told::add).all())
        .isInstanceOfSatisfying(
            Move.Moved.Done.class, done -> assertThat(done.rows()).isGreaterThan(10));
    assertThat(told).contains("hub_box: 2 rows");
    assertThat(new Move(file, server, told::add).all()).isInstanceOf(Move.Moved.NotEmpty.class);

    try (TestHub after = new TestHub(dir, vertx, 0, Store.open(server));
        Outpost first = cafe.with(after);
        Outpost second = hotel.with(after)) {
      assertThat(after.authority.key()).isEqualTo(authority);
      assertThat(after.facts.newest(cafe.id, Long.MAX_VALUE, 1_000)).isEqualTo(facts);
      assertThat(after.wishes.newest(cafe.id, 0).orElseThrow().document()).isEqualTo("{}");
      second.meet();
      assertThat(after.spends.conflicts(9)).extracting(Spend::box).containsExactly(hotel.id);
      assertThat(hotel.floor.online(device(2))).isFalse();
      assertThat(after.orders.give(cafe.id, OrderKind.LOOK, "", "me")).isEqualTo(1);
      assertThat(after.orders.next(cafe.id, 0, "word")).isPresent();
      assertThat(after.fleet.add("cafe", "default")).as("the name is taken").isEmpty();
      assertThat(after.fleet.claim(cafe.id).text()).isNotEmpty();
      Batches.Made.Batch more =
          (Batches.Made.Batch)
              after.batches.make(new Batches.Wanted(plan.plan().id(), 1, "", "", "", "me"));
      assertThat(more.number()).isEqualTo(513);
      first.meet();
      assertThat(first.redeem(more.codes().getFirst(), device(3)))
          .isInstanceOf(Redeemed.Opened.class);
      assertThat(after.batches.revoke(batch.id())).isTrue();
      first.meet();
      assertThat(first.redeem(batch.codes().get(1), device(4)))
          .isInstanceOf(Redeemed.Revoked.class);
      assertThat(after.batches.list(9)).hasSize(2);
      assertThat(after.batches.find("513").orElseThrow().spent()).isEqualTo(1);
      assertThat(after.sites.renewKey("default")).containsExactly(513);
    }
    vertx.close();
  }
}
