package io.gatehouse.sync.link;

import io.gatehouse.hub.site.Apart;
import io.gatehouse.hub.site.Spend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may be online and what was spent, told in the simplest way: a few maps, no store, no wire.
 * Codes, boxes and devices are numbers.
 */
final class Oracle {
  /** What a box makes of one code. */
  enum Answer {
    OPENED,
    UNKNOWN,
    REVOKED,
    ELSEWHERE,
    TOO_MANY
  }

  /** A voucher that a box has let in. */
  record Let(int box, int code, int device) {}

  private final Apart apart;
  private final List<Map<Integer, Integer>> bound = new ArrayList<>();
  private final List<Map<Integer, Integer>> online = new ArrayList<>();
  private final List<Map<Integer, Answer>> refused = new ArrayList<>();
  private final List<List<Let>> untold = new ArrayList<>();
  private final boolean[] knows;
  private final boolean[] ended;
  private final Map<Integer, Integer> holders = new HashMap<>();
  private final List<String> books = new ArrayList<>();
  private boolean revoked;

  Oracle(Apart apart, int boxes) {
    this.apart = apart;
    knows = new boolean[boxes];
    ended = new boolean[boxes];
    for (int i = 0; i < boxes; i++) {
      bound.add(new HashMap<>());
      online.add(new HashMap<>());
      refused.add(new HashMap<>());
      untold.add(new ArrayList<>());
    }
  }

  Answer redeem(int box, int code, int device) {
    if (!knows[box]) {
      return Answer.UNKNOWN;
    }
    if (ended[box]) {
      return Answer.REVOKED;
    }
    Answer known = refused.get(box).get(code);
    if (known != null) {
      return known;
    }
    Integer owner = bound.get(box).get(code);
    if (owner == null) {
      bound.get(box).put(code, device);
      untold.get(box).add(new Let(box, code, device));
    } else if (owner != device) {
      return Answer.TOO_MANY;
    }
    online.get(box).put(device, code);
    return Answer.OPENED;
  }

  void revoke() {
    revoked = true;
  }

  /** The hub hears of what the box has done. */
  void tell(int box) {
    for (Let let : untold.get(box)) {
      Spend.Outcome outcome = outcome(let);
      books.add(let.code + " " + let.box + " " + outcome);
    }
    untold.get(box).clear();
  }

  private Spend.Outcome outcome(Let let) {
    if (revoked) {
      return Spend.Outcome.REVOKED;
    }
    if (holders.putIfAbsent(let.code, let.box) == null) {
      return Spend.Outcome.HOLDS;
    }
    return apart == Apart.REPORT ? Spend.Outcome.ACCEPTED : Spend.Outcome.TAKEN_BACK;
  }

  /** The box hears of what the hub has. */
  void hear(int box) {
    knows[box] = true;
    if (revoked) {
      ended[box] = true;
      online.get(box).clear();
      return;
    }
    holders.forEach((code, holder) -> hear(box, code, holder));
  }

  private void hear(int box, int code, int holder) {
    if (holder == box) {
      return;
    }
    if (!bound.get(box).containsKey(code)) {
      refused.get(box).put(code, Answer.ELSEWHERE);
    } else if (apart == Apart.SITE) {
      refused.get(box).put(code, Answer.REVOKED);
      online.get(box).values().removeIf(of -> of == code);
    }
  }

  /** Whether the box has not heard of anything that the hub sells in this history. */
  boolean blind(int box) {
    return !knows[box];
  }

  boolean online(int box, int device) {
    return online.get(box).containsKey(device);
  }

  /** Each sale as the hub has it, in the order in which it has heard. */
  List<String> books() {
    return List.copyOf(books);
  }

  long holding() {
    return holders.size();
  }
}
