package io.gatehouse.sync.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Messages as bytes. What a message does not know it passes over: the other side may be newer. What
 * it misses has to be said: the other side is not what it claims to be.
 */
public final class Json {
  /** A batch of the largest facts; more than that is not a batch. */
  private static final int LARGEST_INFLATED = 16 * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static byte[] write(Object message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a message that cannot be written", e);
    }
  }

  public static <T> T read(byte[] bytes, Class<T> type) throws Unreadable {
    try {
      T message = MAPPER.readValue(bytes, type);
      if (message == null) {
        throw new Unreadable("an empty message");
      }
      return message;
    } catch (IOException e) {
      throw new Unreadable("not a " + type.getSimpleName() + " of version 1", e);
    }
  }

  public static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @throws Unreadable where it is cut, not gzip, or more than a batch can hold
   */
  public static byte[] unzip(byte[] bytes) throws Unreadable {
    try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] all = zip.readNBytes(LARGEST_INFLATED + 1);
      if (all.length > LARGEST_INFLATED) {
        throw new Unreadable("more than " + LARGEST_INFLATED + " bytes");
      }
      return all;
    } catch (IOException e) {
      throw new Unreadable("not gzip, or cut", e);
    }
  }
}
