package io.gatehouse.radius.eap;

/** What is spoken here, each a TLS tunnel with something of its own inside. */
enum EapMethod {
  TLS(13, "EAP-TLS", "client EAP encryption"),
  TTLS(21, "EAP-TTLS/PAP", "ttls keying material"),
  PEAP(25, "PEAP/MS-CHAPv2", "client EAP encryption");

  /** Its number (RFC 3748 §5). */
  final int type;

  /** Its name in the log of logins. */
  final String title;

  /** What its keys are exported under in TLS 1.2 (RFC 5216 §2.3, RFC 5281 §8). */
  final String label;

  EapMethod(int type, String title, String label) {
    this.type = type;
    this.title = title;
    this.label = label;
  }

  static EapMethod of(int type) {
    for (EapMethod method : values()) {
      if (method.type == type) {
        return method;
      }
    }
    return null;
  }
}
