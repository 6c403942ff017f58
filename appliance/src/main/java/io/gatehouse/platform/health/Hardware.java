package io.gatehouse.platform.health;

import java.util.List;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSFileStore;

/**
 * The machine itself: processor, memory, disks, temperature, network devices. The library behind it
 * is loaded at the first look, as most boxes are never asked. What a machine does not have a sensor
 * for is absent.
 */
public final class Hardware {
  private SystemInfo system;
  private long[] ticks;

  /**
   * The machine at one moment.
   *
   * @param cpuPercent load of all cores since the look before; absent at the first look
   * @param celsius temperature of the processor
   */
  public record Seen(
      OptionalDouble cpuPercent,
      int cores,
      long memoryBytes,
      long memoryFreeBytes,
      OptionalDouble celsius,
      List<Disk> disks,
      List<Port> ports) {}

  /** A mounted file system on a device. */
  public record Disk(String mount, String type, long bytes, long freeBytes) {}

  /**
   * A network device.
   *
   * @param bitsPerSecond 0 = not known
   */
  public record Port(
      String name, boolean up, long bitsPerSecond, long bytesIn, long bytesOut, long errors) {}

  /** Looks now; takes some hundred milliseconds the first time. */
  public synchronized Seen look() {
    if (system == null) {
      system = new SystemInfo();
    }
    CentralProcessor processor = system.getHardware().getProcessor();
    GlobalMemory memory = system.getHardware().getMemory();
    double celsius = system.getHardware().getSensors().getCpuTemperature();
    return new Seen(
        load(processor),
        processor.getLogicalProcessorCount(),
        memory.getTotal(),
        memory.getAvailable(),
        celsius > 0 ? OptionalDouble.of(celsius) : OptionalDouble.empty(),
        system.getOperatingSystem().getFileSystem().getFileStores(true).stream()
            .map(Hardware::disk)
            .toList(),
        system.getHardware().getNetworkIFs(false).stream().map(Hardware::port).toList());
  }

  private OptionalDouble load(CentralProcessor processor) {
    long[] before = ticks;
    ticks = processor.getSystemCpuLoadTicks();
    return before == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(processor.getSystemCpuLoadBetweenTicks(before) * 100);
  }

  private static Disk disk(OSFileStore store) {
    return new Disk(
        store.getMount(), store.getType(), store.getTotalSpace(), store.getUsableSpace());
  }

  private static Port port(NetworkIF device) {
    return new Port(
        device.getName(),
        device.getIfOperStatus() == NetworkIF.IfOperStatus.UP,
        device.getSpeed(),
        device.getBytesRecv(),
        device.getBytesSent(),
        device.getInErrors() + device.getOutErrors());
  }
}
