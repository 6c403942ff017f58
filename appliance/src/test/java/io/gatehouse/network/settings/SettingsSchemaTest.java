package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema says of documents what the reader says of them, as far as a schema can. */
class SettingsSchemaTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(SettingsSchema.write());

  private static Set<?> troubles(String document) {
    return SCHEMA.validate(document, InputFormat.JSON);
  }

  @Test
  void every_golden_document_and_the_factory_s_are_valid() throws IOException {
    for (Path file : Golden.documents()) {
      assertThat(troubles(Files.readString(file))).as(file.toString()).isEmpty();
    }
    assertThat(troubles(SettingsJson.write(Settings.factory()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"guest\":{\"leaseBeforeSeconds\":\"600\"}}",
        "{\"guest\":{\"poolAlarmPercent\":1.5}}",
        "{\"wifi\":{\"mode\":\"z\"}}",
        "{\"wifi\":{\"networks\":[{\"ssid\":7}]}}",
        "{\"wifi\":{\"networks\":[{\"side\":\"roof\"}]}}",
        "{\"wifi\":{\"networks\":[{\"hiden\":true}]}}",
        "{\"wifi\":{\"networks\":[\"Lobby\"]}}",
        "{\"wifi\":{\"radius\":[{\"port\":\"1812\"}]}}",
        "{\"garden\":{\"ports\":[\"80\"]}}",
        "{\"garden\":{\"names\":[80]}}",
        "{\"nothing\":{}}",
        "[]"
      })
  void a_wrong_type_word_or_key_is_refused_by_schema_and_reader(String document) {
    assertThat(troubles(document)).isNotEmpty();
    assertThat(SettingsJson.read(document)).isInstanceOf(Parsed.Invalid.class);
  }
}
