package io.gatehouse.console.voucher;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.console.voucher.MintedBatches.Minted;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.web.Csv;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The batch that was just made: its codes to look at, to print and to download. */
public final class MintedPages {
  private static final int SHEET = 210;

  private final Rooms rooms;
  private final MintedBatches minted;

  public MintedPages(Rooms rooms, MintedBatches minted) {
    this.rooms = rooms;
    this.minted = minted;
  }

  /** One printed voucher. */
  public record Ticket(String code, QrCode qr) {}

  public void on(Pages pages) {
    pages.get("/minted", Role.STAFF, visit -> with(visit, this::codes));
    pages.get("/minted/print", Role.STAFF, visit -> with(visit, batch -> print(visit, batch)));
    pages.get("/minted.csv", Role.STAFF, visit -> with(visit, this::csv));
  }

  private interface Use {
    Pages.Outcome of(Minted batch);
  }

  private Pages.Outcome with(Visit visit, Use use) {
    Optional<Minted> batch = minted.of(visit.actor().name());
    return batch.isPresent()
        ? use.of(batch.get())
        : new Pages.Outcome.Page(404, "refused", Map.of("reason", "console.refused.codes-gone"));
  }

  private static int sheets(Minted batch) {
    return (batch.codes().size() + SHEET - 1) / SHEET;
  }

  private Pages.Outcome codes(Minted batch) {
    return Pages.page(
        "minted",
        Map.of("batch", batch, "sheets", IntStream.rangeClosed(1, sheets(batch)).toArray()));
  }

  private Pages.Outcome print(Visit visit, Minted batch) {
    String asked = visit.param("sheet");
    int sheet = asked.matches("\\d{1,3}") ? Integer.parseInt(asked) : 1;
    if (sheet < 1 || sheet > sheets(batch)) {
      return Pages.missing();
    }
    String portal = "http://" + rooms.settings().get().guest().box() + "/v/";
    List<Ticket> tickets =
        batch.codes().stream()
            .skip((long) (sheet - 1) * SHEET)
            .limit(SHEET)
            .map(code -> new Ticket(code, QrCode.of(portal + code)))
            .toList();
    return Pages.page(
        "print",
        Map.of(
            "batch", batch,
            "tickets", tickets,
            "siteName", rooms.settings().get().branding().siteName(),
            "sheet", sheet,
            "sheets", sheets(batch)));
  }

  private Pages.Outcome csv(Minted batch) {
    Csv csv = new Csv().line("batch", "plan", "prefix", "code");
    batch
        .codes()
        .forEach(code -> csv.line(batch.batchId(), batch.planName(), batch.prefix(), code));
    return new Pages.Outcome.Download(
        "text/csv; charset=utf-8", "vouchers-" + batch.batchId() + ".csv", csv.toString());
  }
}
