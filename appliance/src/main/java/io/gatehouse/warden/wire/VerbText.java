package io.gatehouse.warden.wire;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.verb.Admit;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.Diagnose;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.Reboot;
import io.gatehouse.warden.verb.Revert;
import io.gatehouse.warden.verb.ShapeBatch;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UseLine;
import io.gatehouse.warden.verb.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Verbs as text, the same on both sides: the name on the first line, then one line per argument
 * with its words set apart by single spaces. Only what this class writes is read; all else is a
 * {@link VerbSyntaxException} whose text says what was wrong.
 */
public final class VerbText {
  private VerbText() {}

  public static String write(Verb verb) {
    StringBuilder text = new StringBuilder(verb.name()).append('\n');
    switch (verb) {
      case GateBatch batch -> batch.changes().forEach(change -> gate(text, change));
      case ShapeBatch batch -> batch.changes().forEach(change -> shape(text, change));
      case Admit admit -> {
        admit.shape().changes().forEach(change -> shape(text, change));
        admit.gate().changes().forEach(change -> gate(text, change));
      }
      case Apply apply -> apply(text, apply);
      case Confirm confirm -> text.append(confirm.revision()).append('\n');
      case Revert revert ->
          text.append(revert.revision()).append(' ').append(word(revert.cause())).append('\n');
      case UnitAction unit ->
          text.append(word(unit.action())).append(' ').append(unit.daemon().unit()).append('\n');
      case Diagnose diagnose -> text.append(word(diagnose.look())).append('\n');
      case UseLine line -> text.append(line.second() ? "second\n" : "first\n");
      case Query _, LoadFirewall _, Reboot _ -> {}
    }
    return text.toString();
  }

  public static Verb read(String text) throws VerbSyntaxException {
    if (!text.endsWith("\n")) {
      throw new VerbSyntaxException("a request ends with a line end");
    }
    // Not lines(): that would also take a carriage return for the end of a line.
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    List<String> arguments = lines.subList(1, lines.size());
    try {
      return switch (lines.getFirst()) {
        case "ping" -> without(arguments, new Query.Ping());
        case "gate" -> new GateBatch(arguments.stream().map(VerbText::gate).toList());
        case "admit" -> admit(arguments);
        case "shape" -> new ShapeBatch(arguments.stream().map(VerbText::shape).toList());
        case "counters" -> without(arguments, new Query.Counters());
        case "sightings" -> without(arguments, new Query.Sightings());
        case "classes" -> without(arguments, new Query.Classes());
        case "apply" -> apply(arguments);
        case "confirm" -> new Confirm(number(one(arguments)));
        case "revert" -> revert(words(one(arguments), 2));
        case "load-firewall" -> without(arguments, new LoadFirewall());
        case "firewall" -> without(arguments, new Query.FirewallState());
        case "drift" -> without(arguments, new Query.Drift());
        case "unit" -> unit(words(one(arguments), 2));
        case "diagnose" -> new Diagnose(constant(Diagnose.Look.values(), one(arguments)));
        case "line" -> line(one(arguments));
        case "reboot" -> without(arguments, new Reboot());
        default -> throw new IllegalArgumentException("unknown verb");
      };
    } catch (IllegalArgumentException e) {
      throw new VerbSyntaxException(e.getMessage());
    }
  }

  private static Admit admit(List<String> lines) {
    int shapes = 0;
    while (shapes < lines.size()
        && (lines.get(shapes).startsWith("put ") || lines.get(shapes).startsWith("drop "))) {
      shapes++;
    }
    return new Admit(
        new ShapeBatch(lines.subList(0, shapes).stream().map(VerbText::shape).toList()),
        new GateBatch(lines.subList(shapes, lines.size()).stream().map(VerbText::gate).toList()));
  }

  private static void gate(StringBuilder text, GateBatch.Change change) {
    switch (change) {
      case GateBatch.Open o ->
          member(text, "open", o.ip(), o.mac(), o.ttlSeconds(), o.upClass(), o.downClass());
      case GateBatch.Renew r ->
          member(text, "renew", r.ip(), r.mac(), r.ttlSeconds(), r.upClass(), r.downClass());
      case GateBatch.Follow f -> text.append("follow ").append(f.ip()).append('\n');
      case GateBatch.Close c -> text.append("close ").append(c.ip()).append('\n');
    }
  }

  private static void member(
      StringBuilder text, String what, Ipv4 ip, Mac mac, int ttl, int up, int down) {
    text.append(what).append(' ').append(ip).append(' ').append(mac).append(' ').append(ttl);
    text.append(' ').append(up).append(' ').append(down).append('\n');
  }

  private static GateBatch.Change gate(String line) {
    if (line.startsWith("close ")) {
      return new GateBatch.Close(ip(words(line, 2).get(1)));
    }
    if (line.startsWith("follow ")) {
      return new GateBatch.Follow(ip(words(line, 2).get(1)));
    }
    List<String> w = words(line, 6);
    Ipv4 ip = ip(w.get(1));
    Mac mac =
        Mac.parse(w.get(2))
            .orElseThrow(() -> new IllegalArgumentException("not a hardware address"));
    return switch (w.getFirst()) {
      case "open" ->
          new GateBatch.Open(ip, mac, number(w.get(3)), number(w.get(4)), number(w.get(5)));
      case "renew" ->
          new GateBatch.Renew(ip, mac, number(w.get(3)), number(w.get(4)), number(w.get(5)));
      default -> throw new IllegalArgumentException("unknown change of the gate");
    };
  }

  private static void shape(StringBuilder text, ShapeBatch.Change change) {
    switch (change) {
      case ShapeBatch.Put p -> {
        text.append("put ").append(p.minor()).append(' ').append(p.downKbps());
        text.append(' ').append(p.upKbps()).append(' ').append(p.burstKb()).append('\n');
      }
      case ShapeBatch.Drop d -> text.append("drop ").append(d.minor()).append('\n');
    }
  }

  private static ShapeBatch.Change shape(String line) {
    if (line.startsWith("drop ")) {
      return new ShapeBatch.Drop(number(words(line, 2).get(1)));
    }
    List<String> w = words(line, 5);
    if (!w.getFirst().equals("put")) {
      throw new IllegalArgumentException("unknown change of the shaper");
    }
    return new ShapeBatch.Put(
        number(w.get(1)), number(w.get(2)), number(w.get(3)), number(w.get(4)));
  }

  private static void apply(StringBuilder text, Apply apply) {
    text.append(apply.revision()).append(' ').append(apply.seconds());
    text.append(apply.edge() ? " edge\n" : " files\n");
    apply.files().stream().sorted().forEach(f -> text.append(f.path()).append('\n'));
  }

  private static Apply apply(List<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("nothing to apply");
    }
    List<String> head = words(arguments.getFirst(), 3);
    if (!head.get(2).equals("edge") && !head.get(2).equals("files")) {
      throw new IllegalArgumentException("unknown word");
    }
    return new Apply(
        number(head.get(0)),
        number(head.get(1)),
        head.get(2).equals("edge"),
        files(arguments.subList(1, arguments.size())));
  }

  private static Revert revert(List<String> words) {
    return new Revert(number(words.getFirst()), constant(Revert.Cause.values(), words.get(1)));
  }

  private static Set<BoxFile> files(List<String> paths) {
    EnumSet<BoxFile> files = EnumSet.noneOf(BoxFile.class);
    for (String path : paths) {
      files.add(
          BoxFile.of(path)
              .orElseThrow(() -> new IllegalArgumentException("not one of the box's files")));
    }
    return files;
  }

  private static UseLine line(String word) {
    return switch (word) {
      case "first" -> new UseLine(false);
      case "second" -> new UseLine(true);
      default -> throw new IllegalArgumentException("unknown word");
    };
  }

  private static UnitAction unit(List<String> words) {
    return new UnitAction(
        constant(UnitAction.Action.values(), words.getFirst()),
        UnitAction.Daemon.of(words.get(1))
            .orElseThrow(() -> new IllegalArgumentException("not one of the named units")));
  }

  private static <V extends Verb> V without(List<String> arguments, V verb) {
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException(verb.name() + " takes no argument");
    }
    return verb;
  }

  private static String one(List<String> arguments) {
    if (arguments.size() != 1) {
      throw new IllegalArgumentException("one argument expected, not " + arguments.size());
    }
    return arguments.getFirst();
  }

  private static List<String> words(String line, int count) {
    List<String> words = new ArrayList<>(count);
    int start = 0;
    for (int space = line.indexOf(' '); space >= 0; space = line.indexOf(' ', start)) {
      words.add(line.substring(start, space));
      start = space + 1;
    }
    words.add(line.substring(start));
    if (words.size() != count) {
      throw new IllegalArgumentException(count + " words expected, not " + words.size());
    }
    return words;
  }

  private static Ipv4 ip(String word) {
    return Ipv4.parse(word).orElseThrow(() -> new IllegalArgumentException("not an address"));
  }

  /** Digits only: {@code Integer.parseInt} also takes signs and other scripts' digits. */
  private static int number(String word) {
    if (word.isEmpty() || word.length() > 9) {
      throw new IllegalArgumentException("not a number of 1 to 9 digits");
    }
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        throw new IllegalArgumentException("not a number of 1 to 9 digits");
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private static <E extends Enum<E>> E constant(E[] all, String word) {
    for (E constant : all) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("unknown word");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
