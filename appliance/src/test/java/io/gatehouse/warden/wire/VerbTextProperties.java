package io.gatehouse.warden.wire;

import static org.assertj.core.api.Assertions.assertThat;

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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is written is read back the same, and nothing else is read. */
class VerbTextProperties {

  @Property(tries = 300)
  void a_written_verb_is_read_as_itself(@ForAll("verbs") Verb verb) throws VerbSyntaxException {
    assertThat(VerbText.read(VerbText.write(verb))).isEqualTo(verb);
  }

  @Property(tries = 300)
  void text_with_a_flipped_character_is_refused_or_a_verb_that_writes_the_same_text(
      @ForAll("verbs") Verb verb, @ForAll int where, @ForAll char what) {
    StringBuilder text = new StringBuilder(VerbText.write(verb));
    text.setCharAt(Math.floorMod(where, text.length()), what);
    try {
      Verb read = VerbText.read(text.toString());
      assertThat(VerbText.read(VerbText.write(read))).isEqualTo(read);
      assertThat(VerbText.write(read)).matches("[a-z0-9 .:@\\-\\n/]*");
    } catch (VerbSyntaxException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 300)
  void foreign_text_never_ends_in_anything_but_a_refusal(@ForAll String text) {
    try {
      VerbText.read(text);
    } catch (VerbSyntaxException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<Verb> verbs() {
    return Arbitraries.oneOf(
        changes().list().ofMaxSize(20).map(GateBatch::new),
        classes().list().ofMaxSize(20).map(ShapeBatch::new),
        Combinators.combine(
                classes().list().ofMaxSize(5).map(ShapeBatch::new),
                changes().list().ofMaxSize(5).map(GateBatch::new))
            .as(Admit::new),
        Combinators.combine(
                Arbitraries.integers().between(0, 999_999_999),
                Arbitraries.integers().between(1, Apply.LONGEST_SECONDS),
                Arbitraries.of(true, false),
                Arbitraries.of(BoxFile.class).set().ofMinSize(1))
            .as(Apply::new),
        Arbitraries.integers().between(0, 999_999_999).map(Confirm::new),
        Arbitraries.of(Revert.Cause.class).map(cause -> new Revert(7, cause)),
        Combinators.combine(
                Arbitraries.of(UnitAction.Action.class), Arbitraries.of(UnitAction.Daemon.class))
            .as(UnitAction::new),
        Arbitraries.of(Diagnose.Look.class).map(Diagnose::new),
        Arbitraries.of(true, false).map(UseLine::new),
        Arbitraries.of(
            new Query.Ping(),
            new Query.Counters(),
            new Query.Sightings(),
            new Query.Classes(),
            new LoadFirewall(),
            new Query.FirewallState(),
            new Reboot()));
  }

  private static Arbitrary<GateBatch.Change> changes() {
    Arbitrary<Ipv4> ip = Arbitraries.integers().map(Ipv4::new);
    Arbitrary<Mac> mac =
        Arbitraries.longs()
            .between(1, 0xffff_ffff_ffffL)
            .map(Mac::new)
            .filter(m -> !m.isMulticast());
    Arbitrary<Integer> ttl = Arbitraries.integers().between(1, GateBatch.LONGEST_TTL);
    Arbitrary<Integer> minor = Arbitraries.integers().between(0, 0xffff);
    return Arbitraries.oneOf(
        Combinators.combine(ip, mac, ttl, minor, minor).as(GateBatch.Open::new),
        Combinators.combine(ip, mac, ttl, minor, minor).as(GateBatch.Renew::new),
        ip.map(GateBatch.Follow::new),
        ip.map(GateBatch.Close::new));
  }

  private static Arbitrary<ShapeBatch.Change> classes() {
    Arbitrary<Integer> minor = Arbitraries.integers().between(1, 0xffff);
    Arbitrary<Integer> kbps = Arbitraries.integers().between(0, ShapeBatch.FASTEST_KBPS);
    return Arbitraries.oneOf(
        Combinators.combine(
                minor, kbps, kbps, Arbitraries.integers().between(0, ShapeBatch.LARGEST_BURST_KB))
            .as(ShapeBatch.Put::new),
        minor.map(ShapeBatch.Drop::new));
  }
}
