package io.gatehouse.guest.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.voucher.VoucherCode.Parsed;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VoucherCodeTest {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Test
  void a_random_code_is_printed_in_three_groups_and_a_signed_one_in_four() {
    assertThat(VoucherCode.Random.make().text())
        .matches("R[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){2}");
    assertThat(signed().text()).matches("S[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){3}");
  }

  @Test
  void fresh_codes_differ() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(VoucherCode.Random.make().text())).isTrue();
    }
  }

  @Property(tries = 200)
  void sloppy_typing_is_understood(@ForAll @IntRange(min = 0, max = 63) int how) {
    for (VoucherCode code : new VoucherCode[] {VoucherCode.Random.make(), signed()}) {
      String typed = code.text();
      typed = (how & 1) == 0 ? typed : typed.toLowerCase(Locale.ROOT);
      typed = (how & 2) == 0 ? typed : typed.replace("-", "");
      typed = (how & 4) == 0 ? typed : typed.replace("-", " ").replaceAll("(.)", "$1 ");
      typed = (how & 8) == 0 ? typed : typed.replace('0', 'O').replace('1', 'l');
      typed = (how & 16) == 0 ? typed : typed.replace('1', 'I').replace('0', 'o');
      typed = (how & 32) == 0 ? typed : "\u00a0 ".replace('\u00a0', '\t') + typed + "\r\n";
      assertThat(textOf(typed)).isEqualTo(code.text());
    }
  }

  @Property(tries = 300)
  void every_single_substitution_is_a_typo(
      @ForAll @IntRange(min = 0, max = 15) int place, @ForAll @IntRange(min = 1, max = 31) int by) {
    for (VoucherCode code : new VoucherCode[] {VoucherCode.Random.make(), signed()}) {
      char[] symbols = code.text().replace("-", "").toCharArray();
      int at = place % symbols.length;
      symbols[at] = ALPHABET.charAt((ALPHABET.indexOf(symbols[at]) + by) % 32);
      assertThat(VoucherCode.parse(new String(symbols))).isInstanceOf(Parsed.Typo.class);
    }
  }

  @Property(tries = 500)
  void every_exchange_of_two_symbols_is_a_typo(
      @ForAll @IntRange(min = 1, max = 15) int one, @ForAll @IntRange(min = 1, max = 15) int two) {
    for (VoucherCode code : new VoucherCode[] {VoucherCode.Random.make(), signed()}) {
      char[] symbols = code.text().replace("-", "").toCharArray();
      int a = one % symbols.length;
      int b = two % symbols.length;
      if (a == 0 || b == 0 || symbols[a] == symbols[b]) {
        continue;
      }
      char kept = symbols[a];
      symbols[a] = symbols[b];
      symbols[b] = kept;
      assertThat(VoucherCode.parse(new String(symbols))).isInstanceOf(Parsed.Typo.class);
    }
  }

  @Test
  void a_prefix_from_the_paper_may_be_typed_along() {
    for (String prefix :
        new String[] {"CAFE-", "cafe", "POOL", "Blue Café: ", "X", "HOTEL7/", "12345678"}) {
      // Many codes, as it depends on their symbols what a prefix of four could be taken for.
      for (int i = 0; i < 500; i++) {
        String code = VoucherCode.Random.make().text();
        assertThat(textOf(prefix + code)).as(prefix + code).isEqualTo(code);
      }
    }
    String signed = signed().text();
    assertThat(textOf("LODGE-" + signed)).isEqualTo(signed);
  }

  @Test
  void what_is_no_code_is_malformed_and_never_throws() {
    for (String typed :
        new String[] {
          "",
          "-",
          "ABC",
          "RRRR",
          "hello",
          "%00",
          "'; drop table voucher",
          "\ud800",
          "R".repeat(81),
          "ÀÀÀÀÀÀÀÀÀÀÀÀ"
        }) {
      assertThat(VoucherCode.parse(typed)).as(typed).isInstanceOf(Parsed.Malformed.class);
    }
    assertThat(VoucherCode.parse(null)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void a_signed_code_carries_its_place() {
    VoucherCode.Signed code = BatchKey.make().sign("default", 1023, 1_048_575);
    assertThat(code.batch()).isEqualTo(1023);
    assertThat(code.serial()).isEqualTo(1_048_575);
  }

  @Test
  void only_the_batch_key_of_that_site_verifies_a_signed_code() {
    BatchKey key = BatchKey.make();
    VoucherCode.Signed code = key.sign("default", 7, 42);
    assertThat(key.verifies("default", code)).isTrue();
    assertThat(key.verifies("elsewhere", code)).isFalse();
    assertThat(BatchKey.make().verifies("default", code)).isFalse();
    VoucherCode.Signed forged = VoucherCode.Signed.of(7, 43, code.authenticator());
    assertThat(key.verifies("default", forged)).isFalse();
  }

  @Test
  void secrets_do_not_print_themselves() {
    assertThat(VoucherCode.Random.make().toString()).isEqualTo("***");
    assertThat(VoucherCode.parse(signed().text()).toString()).doesNotContain("-");
    assertThat(BatchKey.make().toString()).isEqualTo("***");
  }

  private static VoucherCode.Signed signed() {
    return BatchKey.make().sign("default", 5, 1234);
  }

  private static String textOf(String typed) {
    return VoucherCode.parse(typed) instanceof Parsed.Code(VoucherCode code)
        ? code.text()
        : "not a code: " + typed;
  }
}
