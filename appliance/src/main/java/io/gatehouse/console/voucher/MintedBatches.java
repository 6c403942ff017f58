package io.gatehouse.console.voucher;

import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.operator.answers.KeptAnswers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The codes of each operator's last batch, so that they can be printed and downloaded right after
 * they were made, also if the box was started anew meanwhile. For 15 minutes, sealed.
 */
public final class MintedBatches {
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final KeptAnswers kept;

  public MintedBatches(KeptAnswers kept) {
    this.kept = kept;
  }

  /** A batch with what is printed beside its codes. */
  public record Minted(String batchId, String planName, String prefix, List<String> codes) {
    static Minted of(Vouchers.Minted.Batch batch, String planName, String prefix) {
      List<String> codes = batch.codes().stream().map(Vouchers.Minted.Code::text).toList();
      return new Minted(batch.batchId(), planName, prefix, codes);
    }

    @Override
    public String toString() {
      return "Minted[batchId=" + batchId + ", codes=***]";
    }
  }

  void keep(String operator, Minted minted) {
    JsonObject text =
        new JsonObject()
            .put("batch", minted.batchId())
            .put("plan", minted.planName())
            .put("prefix", minted.prefix())
            .put("codes", new JsonArray(minted.codes()));
    kept.keep(name(operator), text.encode(), KEPT);
  }

  Optional<Minted> of(String operator) {
    return kept.look(name(operator)).map(JsonObject::new).map(MintedBatches::minted);
  }

  private static String name(String operator) {
    return "minted " + operator;
  }

  private static Minted minted(JsonObject text) {
    return new Minted(
        text.getString("batch"),
        text.getString("plan"),
        text.getString("prefix"),
        text.getJsonArray("codes").stream().map(String.class::cast).toList());
  }
}
