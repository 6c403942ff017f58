package io.gatehouse.guest.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.platform.clock.TestBootClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VouchersTest {
  @TempDir Path directory;
  private Desk desk;
  private Plan hour;

  @BeforeEach
  void open() {
    desk = new Desk(directory, new TestBootClock());
    hour = desk.plan("1 Hour");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void ten_thousand_are_made_at_once_and_all_differ() {
    Vouchers.Minted.Batch batch = desk.mint(hour.id(), 10_000);
    Set<String> texts = new HashSet<>();
    batch.codes().forEach(code -> texts.add(code.text()));
    assertThat(texts).hasSize(10_000);
    assertThat(desk.vouchers.counts(batch.batchId()).get(Voucher.State.AVAILABLE))
        .isEqualTo(10_000);
    assertThat(desk.facts("VouchersMinted")).hasSize(1);
  }

  @Test
  void pages_of_a_list_hold_each_voucher_once_and_in_order() {
    Vouchers.Minted.Batch batch = desk.mint(hour.id(), 250);
    desk.mint(hour.id(), 3);
    List<String> seen = new ArrayList<>();
    String after = "";
    while (true) {
      List<Voucher> page = desk.vouchers.list(batch.batchId(), "AVAILABLE", after, 100);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(v -> seen.add(v.id()));
      after = page.getLast().id();
    }
    assertThat(seen)
        .isEqualTo(batch.codes().stream().map(Vouchers.Minted.Code::voucherId).toList());
  }

  @Test
  void the_code_is_nowhere_in_the_files_of_the_database() throws Exception {
    String code = desk.code(hour.id());
    String bare = code.replace("-", "");
    desk.close();
    String content =
        Files.readString(directory.resolve("gatehouse.db"), StandardCharsets.ISO_8859_1);
    assertThat(content).contains("1 Hour").doesNotContain(code).doesNotContain(bare);
    desk = new Desk(directory, desk.boot);
    assertThat(claim(code)).isPresent();
  }

  @Test
  void a_code_finds_its_voucher_however_it_is_typed() {
    Vouchers.Minted.Code minted = desk.mint(hour.id(), 1).codes().getFirst();
    assertThat(claim(minted.text().toLowerCase(java.util.Locale.ROOT).replace("-", " ")))
        .map(Ledger.Claim::id)
        .contains(minted.voucherId());
    assertThat(claim(VoucherCode.Random.make().text())).isEmpty();
  }

  @Test
  void an_unused_voucher_expires_after_its_days_of_service() {
    Plan plan = desk.save(new PlanDraft().validDays(2).build());
    String code = desk.code(plan.id());
    desk.boot.advanceSeconds(2 * 86_400 - 1);
    assertThat(claim(code).orElseThrow().state()).isEqualTo(Voucher.State.AVAILABLE);
    desk.boot.advanceSeconds(1);
    assertThat(claim(code).orElseThrow().state()).isEqualTo(Voucher.State.EXPIRED);
    assertThat(desk.vouchers.list("", "EXPIRED", "", 10)).hasSize(1);
    assertThat(desk.vouchers.discard("", Voucher.State.AVAILABLE)).isZero();
    assertThat(desk.vouchers.discard("", Voucher.State.EXPIRED)).isEqualTo(1);
    assertThat(claim(code)).isEmpty();
  }

  @Test
  void a_signed_code_is_verified_without_a_row_of_its_own_and_spent_once() {
    Vouchers.Minted.Batch batch =
        (Vouchers.Minted.Batch) desk.vouchers.mintSigned(hour.id(), 3, "", "");
    String code = batch.codes().get(2).text();
    assertThat(desk.vouchers.list(batch.batchId(), "", "", 10)).isEmpty();
    Ledger.Claim claim = claim(code).orElseThrow();
    assertThat(claim.id()).isNull();
    assertThat(claim.planId()).isEqualTo(hour.id());
    assertThat(claim.state()).isEqualTo(Voucher.State.AVAILABLE);
    assertThat(desk.vouchers.batches(10).getFirst().signed()).isTrue();
  }

  @Test
  void a_revoked_signed_batch_is_worth_nothing_and_its_key_is_gone() {
    Vouchers.Minted.Batch batch =
        (Vouchers.Minted.Batch) desk.vouchers.mintSigned(hour.id(), 3, "", "");
    desk.store.write(tx -> desk.vouchers.ledger().revokeBatch(tx, batch.batchId()));
    assertThat(claim(batch.codes().getFirst().text()).orElseThrow().state())
        .isEqualTo(Voucher.State.REVOKED);
    Optional<byte[]> key =
        desk.store.read(
            tx ->
                tx.one(
                    "SELECT sealed_key FROM voucher_batch WHERE id = ?",
                    row -> row.getBytes(1),
                    batch.batchId()));
    assertThat(key).isEmpty();
  }

  @Test
  void signed_codes_of_another_box_or_beyond_the_batch_are_unknown() {
    desk.vouchers.mintSigned(hour.id(), 3, "", "");
    assertThat(claim(BatchKey.make().sign("default", 0, 1).text())).isEmpty();
    assertThat(claim(BatchKey.make().sign("default", 9, 1).text())).isEmpty();
  }

  @Test
  void nonsense_is_refused_field_by_field() {
    Vouchers.Minted.Invalid invalid =
        (Vouchers.Minted.Invalid) desk.vouchers.mint("no-plan", 10_001, "x".repeat(17), "a\u0000b");
    assertThat(invalid.errors()).containsOnlyKeys("count", "prefix", "note", "planId");
    Plan off = desk.save(new PlanDraft().inactive().build());
    assertThat(((Vouchers.Minted.Invalid) desk.vouchers.mint(off.id(), 1, "", "")).errors())
        .containsOnlyKeys("planId");
    // Sixteen symbols that begin like a signed code cannot be told from one.
    assertThat(((Vouchers.Minted.Invalid) desk.vouchers.mint(hour.id(), 1, "SAFE", "")).errors())
        .containsOnlyKeys("prefix");
    assertThat(desk.vouchers.mint(hour.id(), 1, "CAFE-", "for the bar"))
        .isInstanceOf(Vouchers.Minted.Batch.class);
  }

  private Optional<Ledger.Claim> claim(String typed) {
    VoucherCode code = ((VoucherCode.Parsed.Code) VoucherCode.parse(typed)).code();
    return desk.store.read(tx -> desk.vouchers.ledger().claim(tx, code));
  }
}
