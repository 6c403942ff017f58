package io.gatehouse.campaign;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest's browser, as far as forms go: connects from its own address, one answer at a time. */
public final class PortalGuest {
  private static final String HOST = "10.20.0.1";
  private static final InetSocketAddress PORTAL = new InetSocketAddress(HOST, 80);
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

  private final Doorway doorway;
  private final String ip;
  private final boolean onlyAddress;
  private String token = "";

  /**
   * @param onlyAddress the namespace has no other address that a connection could come from
   */
  public PortalGuest(Doorway doorway, String ip, boolean onlyAddress) {
    this.doorway = doorway;
    this.ip = ip;
    this.onlyAddress = onlyAddress;
  }

  /** A node's network namespace in a lab, as the machine sees it. */
  public static Path namespaceOf(long labInit, String node) {
    return Path.of("/proc", Long.toString(labInit), "root/run/netns", node);
  }

  public String ip() {
    return ip;
  }

  /** What became of a form. */
  public sealed interface Sent {
    /** A whole answer came. */
    record Answered(int status, String body) implements Sent {}

    /** Nobody listened: the form never left. */
    record NobodyThere() implements Sent {}

    /** It broke off: whether it was carried out is not known. */
    record BrokeOff() implements Sent {}
  }

  /** The portal's process is another one: its pages must be fetched anew. */
  public void forgetPage() {
    token = "";
  }

  /** Fetches a page with a form; false where none came. */
  public boolean openPage() {
    try {
      Matcher found = TOKEN.matcher(talk(HttpTalk.get(HOST, "/")).body());
      token = found.find() ? found.group(1) : "";
    } catch (IOException nobodyThere) {
      token = "";
    }
    return !token.isEmpty();
  }

  /** Sends a form with the token of the last page, fetching one first where there is none. */
  public Sent send(String path, String field, String value) {
    if (token.isEmpty() && !openPage()) {
      return new Sent.NobodyThere();
    }
    String form = "token=" + token + "&" + field + "=" + encoded(value);
    String request = HttpTalk.post(HOST, path, "application/x-www-form-urlencoded", form);
    Optional<SocketChannel> connected = connected();
    if (connected.isEmpty()) {
      return new Sent.NobodyThere();
    }
    try (SocketChannel channel = connected.get()) {
      HttpTalk.Answer answer = HttpTalk.talk(channel, request);
      return new Sent.Answered(answer.status(), answer.body());
    } catch (IOException e) {
      return new Sent.BrokeOff();
    }
  }

  private Optional<SocketChannel> connected() {
    try {
      return Optional.of(connect());
    } catch (IOException nobodyThere) {
      return Optional.empty();
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = doorway.socket();
    try {
      if (!onlyAddress) {
        channel.bind(new InetSocketAddress(InetAddress.getByName(ip), 0));
      }
      channel.connect(PORTAL);
      return channel;
    } catch (ConnectException | NoRouteToHostException e) {
      channel.close();
      throw e;
    }
  }

  private HttpTalk.Answer talk(String request) throws IOException {
    try (SocketChannel channel = connect()) {
      return HttpTalk.talk(channel, request);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
