package io.gatehouse.console.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each login is about to apply, the newest few. Kept in memory alone, as it holds secrets and
 * is worth a minute of somebody's work at most.
 */
final class Drafts {
  private static final int MOST = 32;

  private final Map<String, Draft> drafts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Draft> eldest) {
          return size() > MOST;
        }
      };

  synchronized void keep(String login, Draft draft) {
    drafts.remove(login);
    drafts.put(login, draft);
  }

  synchronized Optional<Draft> of(String login) {
    return Optional.ofNullable(drafts.get(login));
  }

  synchronized void drop(String login) {
    drafts.remove(login);
  }
}
