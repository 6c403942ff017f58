package io.gatehouse.operator.backup;

import io.gatehouse.operator.backup.Backups.Opened;
import io.gatehouse.operator.support.SupportBundle;
import java.nio.file.Path;

/**
 * What people can do about losing a box, and about one that they cannot make out.
 *
 * @param arrivals where files that people send may be laid until they are taken in
 * @param startAnew has this program end and start again in a moment
 */
public record Recovery(Backups backups, Path arrivals, SupportBundle support, Runnable startAnew) {

  /** As {@link Backups#restore}, and starts anew where it is good. */
  public Opened restore(String id, RecoveryPassphrase passphrase) {
    Opened opened = backups.restore(id, passphrase);
    if (opened instanceof Opened.Good) {
      startAnew.run();
    }
    return opened;
  }
}
