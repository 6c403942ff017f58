package io.gatehouse.platform.schedule;

/** When a job is due. Asked by the scheduler's thread alone. */
interface Timing {

  /** True once for each time the job is due; missed times are one. */
  boolean due();

  /** Milliseconds until it is worth asking again. */
  long waitMillis();

  /** In words. */
  String text();
}
