package io.gatehouse.operator.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.platform.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is in a backup, as the first thing in it: a file that it does not name is not taken.
 *
 * @param format of the archive; a larger one is a newer program's
 * @param box whose it is
 * @param made wall clock of that box, RFC 3339
 * @param rows how many rows the tables have that guests and operators would miss
 */
public record Manifest(
    int format, String box, String made, Map<String, Long> rows, List<Item> files) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";
  static final String LEDGER = "gatehouse.db";

  /** Folders of the box's data that are in it whole, beside the ledger. */
  static final List<String> FOLDERS = List.of("keys", "tls");

  private static final Pattern INSIDE =
      Pattern.compile("(" + String.join("|", FOLDERS) + ")/[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  private static final List<String> COUNTED =
      List.of("voucher", "pass", "session", "account", "plan", "operator", "revision");

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * One file.
   *
   * @param name below the box's data
   * @param sha256 in hex
   */
  public record Item(String name, long bytes, String sha256) {}

  static boolean isName(String name) {
    return name.equals(LEDGER) || INSIDE.matcher(name).matches();
  }

  /** Counts in a ledger that nobody has open; brings it to this program's version. */
  static Map<String, Long> count(Path ledger) {
    try (Store store = Store.open(ledger)) {
      Map<String, Long> rows = new TreeMap<>();
      store.read(
          tx -> {
            for (String table : COUNTED) {
              rows.put(
                  table,
                  tx.one("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow());
            }
            return null;
          });
      return rows;
    }
  }

  byte[] json() throws JsonProcessingException {
    return JSON.writeValueAsBytes(this);
  }

  static Manifest read(byte[] json) throws Unopened {
    Manifest manifest;
    try {
      manifest = JSON.readValue(json, Manifest.class);
    } catch (IOException e) {
      throw new Unopened("its list of contents cannot be read");
    }
    if (manifest.format > FORMAT) {
      throw new Unopened("a newer program made it: bring this box up to date first");
    }
    if (manifest.files == null || manifest.rows == null || manifest.box == null) {
      throw new Unopened("its list of contents lacks something");
    }
    return manifest;
  }
}
