package io.gatehouse.radius.packet;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.attribute.type.RadiusAttribute;
import org.tinyradius.core.dictionary.DefaultDictionary;
import org.tinyradius.core.dictionary.Dictionary;

/**
 * A checked packet's attributes by the names of TinyRadius's dictionary, for people to read:
 * nothing that proves a user, and no control characters.
 */
public final class Decoded {
  private static final String HIDDEN = "***";
  private static final int NO_VENDOR = -1;
  private static final Set<Integer> SECRET =
      Set.of(
          Attribute.USER_PASSWORD,
          Attribute.CHAP_PASSWORD,
          Attribute.CHAP_CHALLENGE,
          Attribute.TUNNEL_PASSWORD,
          Attribute.EAP_MESSAGE,
          Attribute.MESSAGE_AUTHENTICATOR,
          // ARAP-Password and ARAP-Challenge-Response (RFC 2869).
          70,
          84);

  /** Of Microsoft's: responses, changed passwords and keys (RFC 2548). */
  private static final Set<Integer> SECRET_OF_MICROSOFT =
      Set.of(1, 3, 4, 5, 6, 11, 12, 16, 17, 25, 26, 27);

  private Decoded() {}

  /** One attribute. */
  public record Line(String name, String value) {}

  /** In their order; a value that the dictionary cannot read stands as hexadecimal digits. */
  public static List<Line> of(Packet packet) {
    List<Line> lines = new ArrayList<>();
    for (int at = packet.first(); at < packet.end(); at = packet.next(at)) {
      if (packet.type(at) == Attribute.VENDOR_SPECIFIC && Vendor.isRow(packet.vendor(at))) {
        int vendor = packet.vendor(at);
        for (int inner = at + 6; inner < packet.next(at); inner = packet.next(inner)) {
          lines.add(line(packet, inner, vendor));
        }
      } else {
        lines.add(line(packet, at, NO_VENDOR));
      }
    }
    return lines;
  }

  private static Line line(Packet packet, int at, int vendor) {
    int type = packet.type(at);
    byte[] value = packet.valueCopy(at);
    Dictionary dictionary = DefaultDictionary.INSTANCE;
    String name =
        dictionary
            .getAttributeTemplate(vendor, type)
            .map(AttributeTemplate::getName)
            .orElse(vendor == NO_VENDOR ? "Attribute-" + type : "Vendor-" + vendor + "-" + type);
    boolean secret =
        vendor == NO_VENDOR
            ? SECRET.contains(type)
            : vendor == Vendor.MICROSOFT && SECRET_OF_MICROSOFT.contains(type);
    return new Line(name, secret ? HIDDEN : text(dictionary, vendor, type, value));
  }

  private static String text(Dictionary dictionary, int vendor, int type, byte[] value) {
    try {
      RadiusAttribute attribute = dictionary.createAttribute(vendor, type, value);
      return printable(attribute.getValueString());
    } catch (RuntimeException e) {
      // The dictionary is stricter than the RFC here and there; the bytes are still worth seeing.
      return "0x" + HexFormat.of().formatHex(value);
    }
  }

  /** Control characters, and signs that turn the direction of writing, as their numbers. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
