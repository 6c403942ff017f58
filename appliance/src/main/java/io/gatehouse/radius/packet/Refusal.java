package io.gatehouse.radius.packet;

import java.util.Locale;

/**
 * Why a packet is dropped without an answer. Each is counted by its name, so that "nothing comes
 * back" has a reason that a person can read. {@link #NONE} stands for a packet that is in order:
 * the way of a packet allocates nothing.
 */
public enum Refusal {
  NONE("in order"),

  TOO_SHORT("shorter than the header of 20 bytes"),
  LENGTH_UNDER_HEADER("its length field is below 20"),
  LENGTH_BEYOND_DATAGRAM("its length field is beyond what arrived"),
  TOO_LONG("longer than 4,096 bytes"),
  UNKNOWN_CODE("its code is not one of RADIUS"),
  WRONG_DIRECTION("a reply where requests are taken, or a request where replies are"),
  NOT_HERE("a request for another port"),
  ATTRIBUTE_TYPE_0("an attribute of type 0"),
  ATTRIBUTE_LENGTH_UNDER_2("an attribute's length is below 2"),
  ATTRIBUTE_HEADER_CUT("one byte is left where an attribute should begin"),
  ATTRIBUTE_OVERRUN("an attribute runs past the end"),
  TOO_MANY_ATTRIBUTES("more than 200 attributes"),
  TOO_MANY_PROXY_STATES("it went through too many proxies: a loop"),
  EMPTY_VALUE("an attribute that needs a value has none"),
  BAD_VALUE_LENGTH("a number, an address or a prefix of the wrong length"),
  BAD_USER_PASSWORD("User-Password is not of 16 to 128 bytes in blocks of 16"),
  BAD_CHAP_PASSWORD("CHAP-Password is not of 17 bytes"),
  TWO_PASSWORDS("more than one way to prove the user"),
  BAD_TUNNEL_PASSWORD("Tunnel-Password or a key: its salt or its length is wrong"),
  BAD_VENDOR_SPECIFIC("Vendor-Specific without a vendor, or with a broken inner attribute"),
  BAD_EXTENDED("an extended attribute is cut or its fragments never end"),
  BAD_EAP("EAP fragments apart from each other, or not as long as EAP says"),
  REPEATED("an attribute that may stand once stands twice"),
  NO_STATUS_TYPE("accounting without a known Acct-Status-Type"),
  NO_SESSION_ID("accounting without Acct-Session-Id"),

  MESSAGE_AUTHENTICATOR_SHAPE("Message-Authenticator is not of 16 bytes, or there are two"),
  NO_MESSAGE_AUTHENTICATOR("Message-Authenticator is required and missing"),
  BAD_MESSAGE_AUTHENTICATOR("Message-Authenticator is wrong: another secret, or changed"),
  BAD_AUTHENTICATOR("the authenticator is wrong: another secret, or changed");

  private final String meaning;
  private final String label;

  Refusal(String meaning) {
    this.meaning = meaning;
    this.label = name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** For metrics and JSON: small letters and underscores. */
  public String label() {
    return label;
  }
}
