package io.gatehouse.guest.voucher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeKeysTest {
  @TempDir Path directory;

  @Test
  void keys_are_made_once_and_for_the_owner_alone() throws Exception {
    CodeKeys first = CodeKeys.open(directory.resolve("keys"));
    CodeKeys again = CodeKeys.open(directory.resolve("keys"));
    VoucherCode.Random code = VoucherCode.Random.make();
    assertThat(again.digest(code)).isEqualTo(first.digest(code));
    Path file = directory.resolve("keys/codes.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void another_box_digests_the_same_code_differently() {
    VoucherCode.Random code = VoucherCode.Random.make();
    assertThat(CodeKeys.open(directory.resolve("a")).digest(code))
        .isNotEqualTo(CodeKeys.open(directory.resolve("b")).digest(code));
  }

  @Test
  void a_damaged_key_file_is_refused_rather_than_replaced() throws Exception {
    Files.write(directory.resolve("codes.key"), new byte[3]);
    assertThatThrownBy(() -> CodeKeys.open(directory)).hasMessageContaining("3 bytes");
  }

  @Test
  void a_sealed_batch_key_opens_for_its_own_batch_only() {
    CodeKeys keys = CodeKeys.open(directory);
    BatchKey key = BatchKey.make();
    byte[] sealed = keys.seal(key, "box-1");
    assertThat(keys.unseal(sealed, "box-1").bytes()).isEqualTo(key.bytes());
    assertThatThrownBy(() -> keys.unseal(sealed, "box-2")).hasMessageContaining("box-2");
  }

  @Test
  void keys_do_not_print_themselves() {
    assertThat(CodeKeys.open(directory).toString()).isEqualTo("***");
  }
}
