package io.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house of DESIGN §1: which room may know which, each with its reason. */
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.gatehouse");

  /**
   * Room to the rooms (or floors) that it may import. Inside its own room everything may be seen.
   */
  private static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              // Wires everything by constructors; the only place that knows roles.
              Map.entry(
                  "app",
                  Set.of(
                      "portal",
                      "console",
                      "api",
                      "guest",
                      "network",
                      "operator",
                      "warden",
                      "platform",
                      "lab")),
              // A site of namespaces; drives the built product from outside through processes.
              Map.entry("lab", Set.of("lab.radio", "platform")),
              // A machine with radios; made from the same checkout, with the same internet.
              Map.entry("lab.radio", Set.of("lab", "platform")),
              Map.entry("lab.demo", Set.of("lab", "platform")),
              // Ways in ask the domain and never each other.
              Map.entry("portal", Set.of("guest", "network", "platform")),
              Map.entry("console", Set.of("guest", "network", "operator", "platform")),
              Map.entry("api", Set.of("guest", "network", "operator", "platform")),
              // What a guest may have; knows only speeds of the network.
              Map.entry("guest.plan", Set.of("network.shaping", "platform")),
              Map.entry("guest.voucher", Set.of("guest.plan", "platform")),
              // What was bought: the plan's terms as they were, places, and the keyed digests of
              // tokens.
              Map.entry("guest.pass", Set.of("guest.plan", "guest.voucher", "platform")),
              Map.entry("guest.usage", Set.of("platform")),
              // Decides who is in and tells the gate; the gate never calls back.
              Map.entry(
                  "guest.session",
                  Set.of(
                      "guest.plan",
                      "guest.voucher",
                      "guest.pass",
                      "guest.usage",
                      "network.gate",
                      "network.shaping",
                      "platform")),
              Map.entry("network.settings", Set.of("platform")),
              // Numbered states of the settings.
              Map.entry("network.revision", Set.of("network.settings", "platform")),
              Map.entry("network.shaping", Set.of("network.settings", "warden.verb", "platform")),
              // One element carries admission and shaper class, so the gate sets both.
              Map.entry("network.gate", Set.of("network.shaping", "warden.verb", "platform")),
              Map.entry("network.lan", Set.of("network.settings", "platform")),
              Map.entry("network.wifi", Set.of("network.settings", "platform")),
              Map.entry("network.uplink", Set.of("network.settings", "platform")),
              Map.entry("network.firewall", Set.of("network.settings", "platform")),
              // Brings rendered files of all daemons to the box.
              Map.entry(
                  "network.rollout",
                  Set.of(
                      "network.settings",
                      "network.revision",
                      "network.lan",
                      "network.firewall",
                      "network.shaping",
                      "network.uplink",
                      "network.wifi",
                      "warden.verb",
                      "platform")),
              Map.entry("operator", Set.of("network", "warden.verb", "platform")),
              Map.entry("warden.verb", Set.of("platform.address")),
              Map.entry("warden.server", Set.of("warden.verb", "platform")),
              // The edge's end of the warden speaks the warden's words.
              Map.entry("platform.box", Set.of("warden.verb", "platform")),
              Map.entry("platform", Set.of("platform"))));

  @Test
  void rooms_import_only_what_the_table_allows() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      String room = room(type.getPackageName());
      Set<String> allowed = allowedFor(room);
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (!target.startsWith("io.gatehouse.")) {
          continue;
        }
        String targetRoom = room(target);
        if (!inside(targetRoom, room) && allowed.stream().noneMatch(a -> inside(targetRoom, a))) {
          offences.add(room + " -> " + targetRoom + " (" + type.getSimpleName() + ")");
        }
      }
    }
    assertThat(offences).as("edges that the table does not allow").isEmpty();
  }

  @Test
  void the_wall_clock_stays_out_of_the_guest_floor() {
    noClasses()
        .that()
        .resideInAPackage("io.gatehouse.guest..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Instant")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("WallClock")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("money and time never follow the wall clock (law 3)")
        .check(HOUSE);
  }

  @Test
  void the_domain_never_sees_vertx() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.gatehouse.guest..", "io.gatehouse.network..", "io.gatehouse.operator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .because("domain code is plain blocking Java")
        .check(HOUSE);
  }

  private static Set<String> allowedFor(String room) {
    for (String name = room; ; name = name.substring(0, name.lastIndexOf('.'))) {
      Set<String> allowed = ALLOWED.get(name);
      if (allowed != null) {
        return allowed;
      }
      assertThat(name).as("a room without a line in the table: " + room).contains(".");
    }
  }

  private static boolean inside(String room, String place) {
    return room.equals(place) || room.startsWith(place + ".");
  }

  private static String room(String packageName) {
    return packageName.substring("io.gatehouse.".length());
  }
}
