package io.gatehouse.campaign.changes;

/**
 * One durable step of a change, as the kernel saw it: a system call that renames, removes or links
 * a file of the rollout, or commits to the edge's database.
 *
 * @param path with {@code TREE} for the one of the two trees that is not the good one
 * @param count the how manieth call of this kind on this path by one thread, from 1
 */
record Step(String call, String path, int count) {
  static final String HOME = "/var/lib/gatehouse-rollout/";
  static final String DATABASE = "/var/lib/gatehouse/gatehouse.db-wal";

  String pathNow(String spareTree) {
    return path.replace(HOME + "TREE/", HOME + spareTree + "/");
  }

  @Override
  public String toString() {
    String name = path.equals(DATABASE) ? "commit " + count + " of the edge" : call + " " + path;
    return name.replace(HOME, "");
  }
}
