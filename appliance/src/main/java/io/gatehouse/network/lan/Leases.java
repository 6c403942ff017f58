package io.gatehouse.network.lan;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** The DHCP server's lease file, read as text that strangers wrote. Re-read when it has changed. */
public final class Leases {

  public Leases(Path file) {}

  public Optional<Lease> of(Ipv4 ip) {
    throw new UnsupportedOperationException();
  }

  public Optional<Lease> of(Mac mac) {
    throw new UnsupportedOperationException();
  }

  public Collection<Lease> all() {
    throw new UnsupportedOperationException();
  }
}
