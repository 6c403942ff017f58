package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.platform.store.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A box whose disk fills up while guests are in. Needs root to mount a small disk. */
class FullDiskTest {
  private static final int GUESTS = 2_000;

  @RegisterExtension final SmallDisk disk = new SmallDisk("4m");

  @Test
  void guests_stay_in_their_time_ends_and_no_voucher_is_spent_for_nothing() throws Exception {
    try (GuestFloor floor = new GuestFloor(disk.folder())) {
      Plan plan = floor.save(new PlanDraft().seconds(3_600));
      Vouchers.Minted.Batch batch = floor.desk.mint(plan.id(), GUESTS);
      List<String> codes = batch.codes().stream().map(Vouchers.Minted.Code::text).toList();
      fillUp();
      List<Device> inside = new ArrayList<>();
      int refused = -1;
      for (int i = 0; i < GUESTS && refused < 0; i++) {
        Redeemed answer = floor.sessions.redeem(codes.get(i), device(i));
        if (answer instanceof Redeemed.Opened) {
          inside.add(device(i));
        } else {
          assertThat(answer).isInstanceOf(Redeemed.OutOfOrder.class);
          refused = i;
        }
      }
      assertThat(refused).as("the disk was full before the vouchers were out").isPositive();
      floor.sessions.tick();
      floor.sessions.sample();
      floor.sessions.reconcile();
      assertThat(inside).allMatch(floor::online);
      assertThat(floor.gate.size()).isEqualTo(inside.size());
      assertThat(floor.online(device(refused))).isFalse();
      assertThat(floor.sessions.of(device(refused).mac())).isEmpty();

      Files.delete(disk.folder().resolve("ballast"));
      assertThat(floor.sessions.redeem(codes.get(refused), device(refused)))
          .isInstanceOf(Redeemed.Opened.class);
      floor.boot.advanceSeconds(3_600);
      floor.sessions.tick();
      assertThat(floor.gate.size()).isZero();
      assertThat(floor.desk.facts("VoucherRedeemed")).hasSize(inside.size() + 1);
    }
  }

  @Test
  void time_ends_at_the_gate_even_where_it_cannot_be_recorded() throws Exception {
    try (GuestFloor floor = new GuestFloor(disk.folder())) {
      Plan plan = floor.save(new PlanDraft().seconds(3_600).quota(1_000));
      String code = floor.desk.code(plan.id());
      floor.open(code, device(1));
      floor.gate.carry(device(1).ip(), 1_000, 1_000);
      floor.desk.store.close();
      floor.boot.advanceSeconds(10);
      floor.sessions.sample();
      floor.sessions.tick();
      assertThat(floor.online(device(1))).as("the quota holds without a database").isFalse();
    }
  }

  /** Leaves about 300 kB. */
  private void fillUp() throws IOException {
    long free = Files.getFileStore(disk.folder()).getUsableSpace();
    Files.write(disk.folder().resolve("ballast"), new byte[(int) Math.max(free - 300_000, 0)]);
  }
}
