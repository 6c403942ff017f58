/**
 * What a technician holds: the package, the read-only root under its overlay, the disk image. Runs
 * by {@code gatehouse test --image}.
 */
package io.gatehouse.image;
