package io.gatehouse.proof.site;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** One running hotspot for a test class; what the box said is kept where a test fails. */
public final class HotspotExtension implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private final int guests;
  private final JsonObject settings;
  private Hotspot hotspot;

  public HotspotExtension(int guests, JsonObject settings) {
    this.guests = guests;
    this.settings = settings;
  }

  public Hotspot get() {
    return hotspot;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    hotspot = Hotspot.open(guests, settings);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (hotspot != null) {
      hotspot.close();
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    if (hotspot != null) {
      hotspot.dump(context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName());
    }
  }
}
