package io.gatehouse.bench.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Devices of a box that come in by its portal, one after the other, each by a page and a code.
 * Arguments: the portal's address, how many devices. Reads the codes from its input, and where they
 * are more than devices begins with the first device again. Prints how many were let in.
 */
public final class Newcomers {
  private Newcomers() {}

  public static void main(String[] args) throws IOException {
    InetSocketAddress portal = new InetSocketAddress(InetAddress.getByName(args[0]), 80);
    int devices = Integer.parseInt(args[1]);
    List<String> codes =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))
            .lines()
            .toList();
    int in = 0;
    for (int i = 0; i < codes.size(); i++) {
      String own = Floor.device(i % devices).ip().toString();
      byte[] request = LoginClient.form(own, portal, codes.get(i));
      String answer = new String(LoadClient.ask(own, portal, request), StandardCharsets.ISO_8859_1);
      in += answer.startsWith("HTTP/1.1 303 ") ? 1 : 0;
    }
    System.out.println(in);
  }
}
