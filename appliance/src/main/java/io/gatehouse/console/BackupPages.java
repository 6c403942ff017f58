package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Backups;
import io.gatehouse.operator.backup.Backups.Made;
import io.gatehouse.operator.backup.Backups.Opened;
import io.gatehouse.operator.backup.Manifest;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.backup.RecoveryPassphrase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Backups, the way back from one, and the document for support. */
final class BackupPages {
  private static final String PATH = "/backup";

  /** Takes a file. */
  static final String UPLOAD = PATH + "/upload";

  private final Recovery recovery;
  private final Backups backups;
  private final Audit audit;

  BackupPages(Rooms rooms) {
    this.recovery = rooms.recovery();
    this.backups = recovery.backups();
    this.audit = rooms.audit();
  }

  void on(Pages pages) {
    pages.get(PATH, Role.ADMIN, visit -> Pages.page("backup", values(Map.of())));
    pages.post(PATH, Role.ADMIN, this::make);
    pages.post(PATH + "/plan", Role.SUPER_ADMIN, this::choose);
    pages.post(UPLOAD, Role.SUPER_ADMIN, this::takeIn);
    pages.get(PATH + "/:id", Role.SUPER_ADMIN, this::one);
    pages.post(PATH + "/:id/file", Role.SUPER_ADMIN, this::send);
    pages.post(PATH + "/:id/check", Role.SUPER_ADMIN, this::check);
    pages.post(PATH + "/:id/restore", Role.SUPER_ADMIN, this::restore);
    pages.post(PATH + "/:id/remove", Role.SUPER_ADMIN, this::remove);
    pages.get("/support", Role.ADMIN, this::support);
  }

  private Map<String, Object> values(Map<String, String> errors) {
    Map<String, Object> values = new HashMap<>();
    values.put("kept", backups.list());
    values.put("plan", backups.plan());
    values.put("errors", errors);
    values.put("shortest", RecoveryPassphrase.SHORTEST);
    return values;
  }

  private Pages.Outcome make(Visit visit) {
    return switch (backups.make()) {
      case Made.Done(Backups.Kept kept, Manifest manifest) -> {
        audit.record(visit.actor(), "backup.make", kept.id(), "made and tried");
        yield new Pages.Outcome.Go(PATH + "?done=backup-made");
      }
      case Made.NoPassphrase none ->
          Pages.wrong("backup", values(Map.of("passphrase", "must be chosen first")));
      case Made.Failed(String reason) -> Pages.wrong("backup", values(Map.of("make", reason)));
    };
  }

  private Pages.Outcome choose(Visit visit) {
    Map<String, String> errors = new HashMap<>();
    String typed = visit.typed("passphrase");
    String keep = visit.field("keep");
    int nights = keep.matches("\\d{1,2}") ? Integer.parseInt(keep) : 0;
    if (nights < 1 || nights > Backups.MOST_KEPT) {
      errors.put("keep", "must be 1 to " + Backups.MOST_KEPT);
    }
    if (!typed.equals(visit.typed("again"))) {
      errors.put("again", "is not the same");
    }
    if (errors.isEmpty()) {
      backups
          .choose(RecoveryPassphrase.typed(typed), nights)
          .ifPresent(weakness -> errors.put("passphrase", weakness));
    }
    if (!errors.isEmpty()) {
      return Pages.wrong("backup", values(errors));
    }
    audit.record(visit.actor(), "backup.passphrase", "", "keeps " + nights);
    return new Pages.Outcome.Go(PATH + "?done=backup-plan");
  }

  private Pages.Outcome takeIn(Visit visit) {
    Optional<Path> file = visit.upload();
    if (file.isEmpty()) {
      return Pages.wrong("backup", values(Map.of("file", "choose a file first")));
    }
    Backups.Kept kept = backups.takeIn(file.get());
    audit.record(visit.actor(), "backup.upload", kept.id(), kept.bytes() + " bytes");
    return new Pages.Outcome.Go(PATH + "/" + kept.id() + "?done=backup-uploaded");
  }

  private Optional<Backups.Kept> kept(Visit visit) {
    return backups.list().stream().filter(one -> one.id().equals(visit.id())).findFirst();
  }

  private Pages.Outcome one(Visit visit) {
    return kept(visit)
        .map(kept -> Pages.page("backup-one", Map.of("kept", kept, "refused", "")))
        .orElseGet(Pages::missing);
  }

  private Pages.Outcome send(Visit visit) {
    Optional<Path> file = backups.file(visit.id());
    if (file.isEmpty()) {
      return Pages.missing();
    }
    audit.record(visit.actor(), "backup.download", visit.id(), "sent");
    return new Pages.Outcome.Sent(file.get());
  }

  private Pages.Outcome check(Visit visit) {
    return opened(visit, "backup.check", backups.check(visit.id(), typed(visit)), "backup-one");
  }

  private Pages.Outcome restore(Visit visit) {
    Opened opened = recovery.restore(visit.id(), typed(visit));
    return opened(visit, "backup.restore", opened, "backup-restored");
  }

  private static RecoveryPassphrase typed(Visit visit) {
    return RecoveryPassphrase.typed(visit.typed("passphrase"));
  }

  /**
   * @param good the page for one that was taken
   */
  private Pages.Outcome opened(Visit visit, String action, Opened opened, String good) {
    Optional<Backups.Kept> kept = kept(visit);
    if (kept.isEmpty()) {
      return Pages.missing();
    }
    return switch (opened) {
      case Opened.Good(Manifest manifest) -> {
        audit.record(
            visit.actor(), action, visit.id(), "of " + manifest.box() + ", " + manifest.made());
        yield Pages.page(good, Map.of("kept", kept.get(), "holds", manifest, "refused", ""));
      }
      case Opened.Refused(String reason) -> {
        audit.record(visit.actor(), action, visit.id(), "refused: " + reason);
        yield Pages.wrong("backup-one", Map.of("kept", kept.get(), "refused", reason));
      }
      case Opened.Unknown none -> Pages.missing();
    };
  }

  private Pages.Outcome remove(Visit visit) {
    if (!backups.remove(visit.id())) {
      return Pages.missing();
    }
    audit.record(visit.actor(), "backup.remove", visit.id(), "done");
    return new Pages.Outcome.Go(PATH + "?done=backup-removed");
  }

  private Pages.Outcome support(Visit visit) {
    return new Pages.Outcome.Download(
        "application/json", "gatehouse-support.json", recovery.support().text());
  }
}
