package io.gatehouse.app;

import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.DaemonWatch;
import io.gatehouse.network.rollout.Probes;
import io.gatehouse.network.rollout.RenderedFiles;
import io.gatehouse.network.rollout.Rollout;
import io.gatehouse.network.rollout.RolloutMarks;
import io.gatehouse.network.rollout.SiteCheck;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsFile;
import io.gatehouse.network.settings.SettingsSeal;
import io.gatehouse.network.wifi.Passphrase;
import io.gatehouse.network.wifi.SetupNetwork;
import io.gatehouse.network.wifi.StationNews;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.network.wifi.Wifi;
import io.gatehouse.operator.accounts.Label;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.template.ConfigTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings in force, and their way to the box. */
final class EdgeSettings {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeSettings.class);

  /** Long enough for the answer that tells of it to arrive. */
  private static final long LEAVE_NANOS = 500_000_000;

  private static final Path RADIOS = Path.of("/sys/class/net");

  private final SettingsFile file;
  private final Label label;
  private final Revisions revisions;
  private final Stations stations;
  private final Probes probes;
  private final SiteCheck site;
  private final Changes changes;
  private Settings kept;

  EdgeSettings(
      EdgeOptions options,
      SettingsSeal seal,
      Revisions revisions,
      Box box,
      BootClock boot,
      PublicCertificate certificate) {
    this.revisions = revisions;
    label = Label.readOrMake(options.label());
    file = new SettingsFile(options.settings(), seal);
    Rollout rollout =
        new Rollout(box, new RenderedFiles(new ConfigTemplates()), options.data.resolve("staged"));
    stations = new Stations(options.radio, options.run);
    probes = new Probes(box, options.portalPort, options.consolePort, stations);
    site = SiteCheck.ofMachine(box);
    changes =
        new Changes(
            revisions,
            rollout,
            new RolloutMarks(options.rollout),
            site::refusals,
            probes::failures,
            boot,
            EdgeSettings::leave,
            wanted -> onAir(withCertificate(wanted, certificate)));
    Revisions.InForce found = revisions.begin(this::imported);
    if (!found.trouble().isEmpty()) {
      LOG.warn("settings: {}", found.trouble());
    }
    changes.begin();
    keep();
  }

  /**
   * The settings with the set-up network, where the box has the radio: what its files have to
   * follow beside what the settings say.
   */
  Settings onAir(Settings wanted) {
    Wifi wifi = wanted.wifi();
    boolean radio = Files.exists(RADIOS.resolve(wifi.radio()).resolve("phy80211"));
    return radio ? wanted.with(SetupNetwork.in(wifi, new Passphrase(label.passphrase()))) : wanted;
  }

  /** As {@link PortalTls#follow} says it of settings that are in force. */
  private static Settings withCertificate(Settings wanted, PublicCertificate certificate) {
    boolean held = certificate.usable(wanted.portal().publicHost()).isPresent();
    return held ? wanted : wanted.withoutPublicHost();
  }

  /**
   * Keeps a copy beside the data, for people and for the words that work without this program.
   *
   * @return true where other settings are in force than at the last call
   */
  boolean keep() {
    if (now().equals(kept)) {
      return false;
    }
    kept = now();
    file.keep(kept);
    return true;
  }

  /** A box that has no revision yet begins with the file that was laid beside its data. */
  private Settings imported() {
    SettingsFile.Loaded loaded = file.load();
    if (loaded instanceof SettingsFile.Loaded.Broken broken) {
      LOG.warn(
          "settings: {}; the factory's are used, the file is kept as {}",
          broken.reason(),
          broken.kept());
    }
    return loaded.settings();
  }

  Settings now() {
    return revisions.settings();
  }

  Revisions revisions() {
    return revisions;
  }

  Stations stations() {
    return stations;
  }

  /** Who joins and leaves the air, for the journal. */
  StationNews news(EdgeOptions options, BootClock boot, Consumer<List<Fact>> tell) {
    return new StationNews(options.radio, options.run, tell, boot::uptimeMillis);
  }

  DaemonWatch daemons(Box box, BootClock boot, Consumer<Fact> tell) {
    return new DaemonWatch(probes::silent, changes, box, this::now, boot, tell);
  }

  SiteCheck site() {
    return site;
  }

  Changes changes() {
    return changes;
  }

  /** Ends this program; whoever runs the box's services starts it again. */
  static void leave() {
    Thread.ofPlatform()
        .name("leave")
        .start(
            () -> {
              LOG.info("starting anew for changed settings");
              LockSupport.parkNanos(LEAVE_NANOS);
              System.exit(0);
            });
  }
}
