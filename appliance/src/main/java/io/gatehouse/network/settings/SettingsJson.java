package io.gatehouse.network.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.radius.RadiusJson;
import io.gatehouse.network.settings.document.Merge;
import io.gatehouse.network.settings.document.Secrets;
import io.gatehouse.network.settings.document.Section;
import io.gatehouse.network.settings.document.Shape;
import io.gatehouse.network.uplink.UplinkJson;
import io.gatehouse.network.wifi.WifiJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Settings as JSON text, in and out. Reading is strict: an unknown key, a value of the wrong type
 * or outside its range refuses the whole document with a reason for each path. A document may name
 * only some settings; the others keep the value that it is merged over.
 */
public final class SettingsJson {
  /** Room for long terms in every language; more is not a settings document. */
  private static final int LONGEST = 512 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LONGEST)
                          .maxNestingDepth(8)
                          .maxNumberLength(20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SettingsJson() {}

  /** Reads a document over the factory settings. */
  public static Parsed read(String text) {
    return merge(Settings.factory(), text);
  }

  /** Reads a file. One that is not UTF-8 is refused as a document. */
  static Parsed read(Path file, Function<String, Parsed> reader) throws IOException {
    if (Files.size(file) > LONGEST) {
      return new Parsed.Invalid(Map.of("", "longer than " + LONGEST + " bytes"));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return reader.apply(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new Parsed.Invalid(Map.of("", "not UTF-8 text"));
    }
  }

  /** The document as it stands, where it is a JSON object. */
  static Optional<ObjectNode> object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      // Whoever reads the text says what is wrong with it.
      return Optional.empty();
    }
  }

  /** Reads a partial document over the given settings. */
  public static Parsed merge(Settings base, String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return new Parsed.Invalid(Map.of("", "not JSON: " + firstLine(e.getOriginalMessage())));
    }
    Map<String, String> errors = new TreeMap<>();
    ObjectNode merged = tree(base);
    Merge.into(merged, document, shape(), errors);
    Settings settings = new SettingsReader(new Section(merged, "", errors), base).settings();
    if (errors.isEmpty()) {
      errors.putAll(SettingsRules.errors(settings));
    }
    return errors.isEmpty() ? new Parsed.Ok(settings) : new Parsed.Invalid(errors);
  }

  /** The whole tree, indented, with a line end; the same settings always give the same text. */
  public static String write(Settings settings) {
    return text(tree(settings));
  }

  /** As {@link #write}, with {@code ***} in place of secrets: for people and backups. */
  public static String shown(Settings settings) {
    ObjectNode tree = tree(settings);
    Secrets.hide(tree);
    return text(tree);
  }

  /** What the sections' lists and words are. */
  static Shape shape() {
    Shape shape = new Shape();
    UplinkJson.shape(shape);
    WifiJson.shape(shape);
    RadiusJson.shape(shape);
    return shape;
  }

  static ObjectNode tree(Settings s) {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", s.version());
    root.putObject("guest")
        .put("bridge", s.guest().bridge())
        .put("network", s.guest().network().toString())
        .put("firstLease", s.guest().firstLease().toString())
        .put("lastLease", s.guest().lastLease().toString())
        .put("leaseBeforeSeconds", s.guest().leaseBeforeSeconds())
        .put("leaseAfterSeconds", s.guest().leaseAfterSeconds())
        .put("poolAlarmPercent", s.guest().poolAlarmPercent());
    ObjectNode management = root.putObject("management");
    management
        .put("bridge", s.management().bridge())
        .put("network", s.management().network().toString())
        .put("firstLease", s.management().firstLease().toString())
        .put("lastLease", s.management().lastLease().toString())
        .put("leaseSeconds", s.management().leaseSeconds());
    texts(management.putArray("names"), s.management().names());
    UplinkJson.write(s.uplink(), root.putObject("uplink"));
    WifiJson.write(s.wifi(), root.putObject("wifi"));
    ObjectNode portal = root.putObject("portal");
    portal
        .put("name", s.portal().name())
        .put("redirectUrl", s.portal().redirectUrl())
        .put("idleSeconds", s.portal().idleSeconds())
        .put("warnSeconds", s.portal().warnSeconds());
    texts(portal.putArray("languages"), s.portal().languages());
    portal.put("publicHost", s.portal().publicHost()).put("contact", s.portal().contact());
    ObjectNode garden = root.putObject("garden");
    texts(garden.putArray("names"), s.garden().names());
    ArrayNode ports = garden.putArray("ports");
    s.garden().ports().forEach(ports::add);
    root.putObject("branding")
        .put("siteName", s.branding().siteName())
        .put("welcome", s.branding().welcome())
        .put("colour", s.branding().colour())
        .put("logo", s.branding().logo())
        .put("terms", s.branding().terms())
        .put("privacy", s.branding().privacy());
    root.putObject("sampling")
        .put("countersSeconds", s.sampling().countersSeconds())
        .put("durableSeconds", s.sampling().durableSeconds())
        .put("journalDays", s.sampling().journalDays())
        .put("staleSeconds", s.sampling().staleSeconds());
    RadiusJson.write(s.radius(), root.putObject("radius"));
    return root;
  }

  static String text(ObjectNode tree) {
    return tree.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }

  private static void texts(ArrayNode array, Collection<?> values) {
    values.forEach(v -> array.add(v.toString()));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
