package io.gatehouse.platform.template;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Templates of daemons' files. Unlike pages they are not escaped (a quote is a quote), a missing
 * variable is an error and line ends stay as written: Pebble's defaults break such files.
 */
public class ConfigTemplates {
  private final PebbleEngine engine;

  public ConfigTemplates() {
    ClasspathLoader loader = new ClasspathLoader(ConfigTemplates.class.getClassLoader());
    loader.setPrefix("system-files/");
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .autoEscaping(false)
            .strictVariables(true)
            .newLineTrimming(false)
            .build();
  }

  /**
   * Renders {@code system-files/<path>}, such as {@code etc/gatehouse/dnsmasq-lan.conf.peb}.
   *
   * @param values what the template may name: numbers, booleans, typed values, lists and maps of
   *     them. Free text must have refused control characters before it comes here.
   */
  public String render(String path, Map<String, ?> values) {
    StringWriter text = new StringWriter();
    try {
      engine.getTemplate(path).evaluate(text, new HashMap<>(values));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot render " + path, e);
    }
    return text.toString();
  }
}
