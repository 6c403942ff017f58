package io.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.net.ssl.X509TrustManager;
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
                      "radius",
                      "network",
                      "operator",
                      "reset",
                      "sync",
                      "hub",
                      "warden",
                      "platform",
                      "lab")),
              // Words of another role ask the same way.
              Map.entry("app.cli.hub", Set.of("app.cli", "platform")),
              // A site of namespaces; drives the built product from outside through processes.
              Map.entry("lab", Set.of("platform")),
              Map.entry("lab.net", Set.of("platform")),
              Map.entry("lab.box", Set.of("lab.net", "platform")),
              // A machine with radios; made from the same checkout, with the same internet.
              Map.entry("lab.radio", Set.of("lab", "platform")),
              Map.entry("lab.demo", Set.of("lab", "platform")),
              // Ways in ask the domain and never each other.
              Map.entry("portal", Set.of("guest", "network", "platform")),
              // Whoever knocks, before anyone asks who it is.
              Map.entry("portal.door", Set.of("platform")),
              // Shows sessions, plans and the installer's branding.
              Map.entry(
                  "portal.page",
                  Set.of("guest", "network.settings", "network.shaping", "platform")),
              Map.entry("console", Set.of("guest", "network", "operator", "platform")),
              // Who is let in, and what came with the request.
              Map.entry("console.door", Set.of("operator", "platform")),
              // How pages are asked for and sent, and what they may ask the domain.
              Map.entry(
                  "console.page",
                  Set.of(
                      "console.door",
                      "guest",
                      "network.settings",
                      "network.revision",
                      "network.rollout",
                      "network.wifi",
                      "operator",
                      "platform")),
              // Here and below: each page names its least role.
              Map.entry(
                  "console.plan",
                  Set.of(
                      "console.door",
                      "console.page",
                      "guest.plan",
                      "network.shaping",
                      "operator.accounts",
                      "operator.audit",
                      "platform")),
              Map.entry(
                  "console.session",
                  Set.of(
                      "console.door",
                      "console.page",
                      "guest",
                      "operator.accounts",
                      "operator.audit",
                      "platform")),
              // Forms over the settings tree, and the way of a change to the box.
              Map.entry(
                  "console.network",
                  Set.of(
                      "console.door",
                      "console.page",
                      "network",
                      "operator.accounts",
                      "operator.audit",
                      "platform")),
              // Codes are shown once, also after a restart.
              Map.entry(
                  "console.voucher",
                  Set.of(
                      "console.door",
                      "console.page",
                      "guest",
                      "network.settings",
                      "operator.accounts",
                      "operator.answers",
                      "operator.audit",
                      "platform")),
              Map.entry("api", Set.of("guest", "network", "operator", "platform")),
              // Bytes only: knows no transport, no clock, no settings.
              Map.entry("radius.packet", Set.of()),
              // Free of transport: datagrams come and go through two methods.
              Map.entry(
                  "radius.proxy", Set.of("radius.packet", "network.radius", "platform.address")),
              Map.entry(
                  "radius.datagram",
                  Set.of("radius.packet", "radius.proxy", "network.radius", "platform.address")),
              // Decides by what guests have and tells routers how fast and for how long.
              // TLS and what is spoken inside it; knows neither RADIUS nor accounts.
              Map.entry("radius.eap", Set.of("platform.certificate")),
              Map.entry(
                  "radius.server",
                  Set.of("guest", "network.shaping", "radius.packet", "radius.eap", "platform")),
              // What routers report is charged to passes, and passed on to the settings' pools.
              Map.entry(
                  "radius.accounting",
                  Set.of(
                      "guest.presence",
                      "guest.session",
                      "network.radius",
                      "radius.packet",
                      "radius.server",
                      "platform")),
              // Tells routers what was decided, by the names that their reports gave; servers order
              // ends and other plans.
              Map.entry(
                  "radius.dynauth",
                  Set.of(
                      "guest.plan",
                      "guest.presence",
                      "guest.session",
                      "network.radius",
                      "radius.packet",
                      "radius.server",
                      "radius.accounting",
                      "platform")),
              // How a call is read and answered, whatever it is about, and the least role for it.
              Map.entry(
                  "api.call",
                  Set.of("operator.accounts", "operator.answers", "operator.audit", "platform")),
              Map.entry(
                  "api.guest",
                  Set.of(
                      "api.call",
                      "guest",
                      "network.shaping",
                      "operator.accounts",
                      "operator.audit",
                      "platform")),
              // What the box is and says; its live events count who is in.
              Map.entry(
                  "api.box",
                  Set.of("api.call", "guest.session", "network", "operator", "platform")),
              // What a guest may have; knows only speeds of the network.
              Map.entry("guest.plan", Set.of("network.shaping", "platform")),
              Map.entry("guest.voucher", Set.of("guest.plan", "platform")),
              // What was bought: the plan's terms as they were, places, and the keyed digests of
              // tokens.
              Map.entry("guest.pass", Set.of("guest.plan", "guest.voucher", "platform")),
              // People with a plan of their own.
              Map.entry("guest.account", Set.of("guest.plan", "platform")),
              Map.entry("guest.usage", Set.of("platform")),
              // Who is in, in rows and in memory, and the gate and counters that follow; the gate
              // never calls back.
              Map.entry(
                  "guest.presence",
                  Set.of(
                      "guest.plan",
                      "guest.pass",
                      "guest.usage",
                      "network.gate",
                      "network.shaping",
                      "platform")),
              // Decides who comes in, goes on and ends; looks at the gate for strangers.
              Map.entry(
                  "guest.session",
                  Set.of(
                      "guest.plan",
                      "guest.voucher",
                      "guest.account",
                      "guest.pass",
                      "guest.usage",
                      "guest.presence",
                      "network.gate",
                      "platform")),
              // The tree is made of the sections that the daemons' rooms hold.
              Map.entry(
                  "network.settings",
                  Set.of("network.wifi", "network.uplink", "network.radius", "platform")),
              // How a section is read, checked and laid over another; knows no section.
              Map.entry("network.settings.document", Set.of("platform")),
              // Numbered states of the settings.
              Map.entry("network.revision", Set.of("network.settings", "platform")),
              Map.entry(
                  "network.shaping",
                  Set.of("network.settings", "warden.verb", "warden.reply", "platform")),
              // One element carries admission and shaper class, so the gate sets both.
              Map.entry(
                  "network.gate",
                  Set.of("network.shaping", "warden.verb", "warden.reply", "platform")),
              // The uplink names the resolvers, and the devices that lead out; one is the radio.
              Map.entry(
                  "network.lan",
                  Set.of("network.settings", "network.uplink", "network.wifi", "platform")),
              Map.entry("network.wifi", Set.of("network.settings.document", "platform")),
              // Which of two lines is used is the kernel's state.
              Map.entry(
                  "network.uplink",
                  Set.of("network.settings.document", "warden.verb", "warden.reply", "platform")),
              Map.entry("network.radius", Set.of("network.settings.document", "platform")),
              // Other firewalls' tables are the root side's to list.
              Map.entry(
                  "network.firewall",
                  Set.of(
                      "network.settings",
                      "network.uplink",
                      "network.radius",
                      "warden.verb",
                      "warden.reply",
                      "platform")),
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
                      "warden.reply",
                      "platform")),
              Map.entry("operator", Set.of("network", "warden.verb", "warden.reply", "platform")),
              // Who asks for something has a role.
              Map.entry("operator.audit", Set.of("operator.accounts", "platform")),
              // The document for support is asked for where backups are.
              Map.entry(
                  "operator.backup", Set.of("operator.accounts", "operator.support", "platform")),
              // Shows how the box is and what it is set to.
              Map.entry(
                  "operator.support", Set.of("operator.status", "network.settings", "platform")),
              // A hub's boxes, for the people who run them; prints the claims that they carry.
              Map.entry(
                  "api.hub",
                  Set.of(
                      "api.call",
                      // A hub's plan reads as a box's does.
                      "api.guest",
                      "guest.plan",
                      "hub",
                      "sync.wire",
                      "operator.accounts",
                      "operator.audit",
                      "platform")),
              // What both sides of the link say and a person carries between them.
              Map.entry("sync.wire", Set.of()),
              // Who the other end is, before anything is said.
              Map.entry("sync.channel", Set.of("sync.wire")),
              Map.entry("sync.enrolment", Set.of("sync.channel", "sync.wire")),
              // Facts go up from the journal; settings come down on the rollout's road, and what
              // the site sells into the guests' books.
              Map.entry(
                  "sync.link",
                  Set.of(
                      "sync.channel",
                      "sync.enrolment",
                      "sync.wire",
                      "guest.plan",
                      "guest.voucher",
                      "network.revision",
                      "network.rollout",
                      "platform")),
              // The hub's side: a way in, which asks the hub's domain.
              Map.entry(
                  "sync.door",
                  Set.of("sync.wire", "hub", "guest.plan", "guest.voucher", "platform")),
              // Signs certificates; the wire has the shape in which a box is told of its key.
              Map.entry("hub.authority", Set.of("sync.wire", "platform")),
              // Makes the claims that a person carries.
              Map.entry("hub.fleet", Set.of("hub.authority", "sync.wire", "platform")),
              Map.entry("hub.facts", Set.of("platform")),
              // Signed by the authority, worded as on the wire; how one ended is a fact of the box.
              Map.entry(
                  "hub.orders", Set.of("hub.authority", "hub.facts", "sync.wire", "platform")),
              // Makes plans and codes for boxes to sell, so they are what boxes know as such.
              Map.entry("hub.site", Set.of("hub.facts", "guest.plan", "guest.voucher", "platform")),
              // How a box's settings ended is one of its facts.
              Map.entry("hub.desired", Set.of("hub.facts", "platform")),
              // What the edge asks and is told; only the two ends of the socket know the wire.
              // Orders are files and a transaction; nothing of the box has to work for them.
              Map.entry("reset", Set.of("platform")),
              Map.entry("warden.verb", Set.of("platform.address")),
              Map.entry("warden.reply", Set.of("platform.address")),
              Map.entry("warden.wire", Set.of("warden.verb", "platform.address")),
              // The loaded firewall names the devices and knows which ports it marks.
              Map.entry("warden.kernel", Set.of("warden.reply", "platform")),
              Map.entry("warden.port", Set.of("warden.kernel", "warden.reply", "platform")),
              // Who is let in is let in at a port.
              Map.entry(
                  "warden.gate", Set.of("warden.kernel", "warden.port", "warden.verb", "platform")),
              Map.entry("warden.rollout", Set.of("warden.kernel", "warden.verb", "platform")),
              // Reads verbs from the socket and has them carried out.
              Map.entry("warden.server", Set.of("warden", "platform")),
              // The edge's end of the warden speaks the warden's words.
              Map.entry(
                  "platform.box", Set.of("warden.verb", "warden.reply", "warden.wire", "platform")),
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
            "io.gatehouse.guest..",
            "io.gatehouse.network..",
            "io.gatehouse.operator..",
            "io.gatehouse.reset..",
            "io.gatehouse.hub..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .because("domain code is plain blocking Java")
        .check(HOUSE);
  }

  private static final ArchRule TRUST =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "a call that switches a check of certificates off",
                  call ->
                      call.getName()
                          .matches("setTrustAll|setVerifyHost|set(Default)?HostnameVerifier")))
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(".*(TrustAllOptions|InsecureTrustManagerFactory|NoopHostnameVerifier)")
          .orShould()
          .beAssignableTo(X509TrustManager.class)
          .because("an HTTP client may lose host-name validation (CVE-2026-102476)");

  @Test
  void nobody_trusts_every_certificate() {
    TRUST.check(HOUSE);
    for (Class<?> hole :
        List.of(
            PlantedHoles.TrustsAll.class,
            PlantedHoles.VerifiesNoHost.class,
            PlantedHoles.TrustsByHand.class)) {
      assertThat(TRUST.evaluate(planted(hole)).hasViolation()).as(hole.getName()).isTrue();
    }
  }

  /** A client per trust domain: a new one is a new line with its reason. */
  private static final Map<String, String> HTTP_CLIENTS =
      Map.of(
          "io.gatehouse.app.cli.ApiClient",
          "the API of a box or hub over its Unix socket",
          "io.gatehouse.sync.channel.Channel",
          "one hub, by its own authority alone");

  private static final Set<String> MAKES_CLIENTS =
      Set.of(
          "createHttpClient",
          "httpClientBuilder",
          "createWebSocketClient",
          "newHttpClient",
          "openConnection");

  @Test
  void each_trust_domain_has_one_http_client_of_its_own() {
    assertThat(makersOfClients(HOUSE)).isEqualTo(HTTP_CLIENTS.keySet());
    assertThat(makersOfClients(planted(PlantedHoles.TrustsAll.class))).hasSize(1);
  }

  private static Set<String> makersOfClients(JavaClasses types) {
    Set<String> makers = new TreeSet<>();
    for (JavaClass type : types) {
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        String owner = call.getTargetOwner().getSimpleName();
        boolean web = owner.equals("WebClient") && call.getName().equals("create");
        if (web || MAKES_CLIENTS.contains(call.getName())) {
          makers.add(type.getName());
        }
      }
    }
    return makers;
  }

  @Test
  void every_http_listener_says_no_to_websocket_compression() {
    assertThat(compressing(HOUSE)).as("WebSocket decompression: CVE-2026-102467").isEmpty();
    assertThat(compressing(planted(PlantedHoles.Compresses.class))).hasSize(2);
  }

  /** Rooms with more listeners than refusals. */
  private static Set<String> compressing(JavaClasses types) {
    Map<String, Integer> balance = new TreeMap<>();
    for (JavaClass type : types) {
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        String room = type.getPackageName() + " ";
        switch (call.getName()) {
          case "createHttpServer" ->
              REFUSALS.forEach(refusal -> balance.merge(room + refusal, 1, Integer::sum));
          case "setPerMessageWebSocketCompressionSupported",
              "setPerFrameWebSocketCompressionSupported" ->
              balance.merge(room + call.getName(), -1, Integer::sum);
          default -> {}
        }
      }
    }
    balance.values().removeIf(lacking -> lacking <= 0);
    return balance.keySet();
  }

  private static final List<String> REFUSALS =
      List.of(
          "setPerMessageWebSocketCompressionSupported", "setPerFrameWebSocketCompressionSupported");

  private static JavaClasses planted(Class<?> hole) {
    return new ClassFileImporter().importClasses(hole);
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
