package io.gatehouse.platform.template;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.escaper.EscapeFilter;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Templates of pages: everything is escaped for HTML, and {@code t("key", args…)} brings the
 * reader's language. Variables that a page does not get are empty.
 */
public final class PageTemplates {
  private final PebbleEngine engine;

  public PageTemplates() {
    ClasspathLoader loader = new ClasspathLoader(PageTemplates.class.getClassLoader());
    loader.setPrefix("web-ui/");
    engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .autoEscaping(true)
            // Pebble's own has the names of all of HTML's characters sorted before the first page
            // of a box, which holds the event loop for 45 to 60 ms on a fast machine.
            .addEscapingStrategy(EscapeFilter.HTML_ESCAPE_STRATEGY, Html::escaped)
            .strictVariables(false)
            .extension(new Texts())
            .build();
  }

  /** Reads a template, so that the first reader of its page need not wait for that. */
  public void prepare(String path) {
    engine.getTemplate(path);
  }

  /** Renders {@code web-ui/<path>}, such as {@code portal/home.html.peb}. */
  public String render(String path, Locale locale, Map<String, ?> values) {
    StringWriter page = new StringWriter(8192);
    try {
      engine.getTemplate(path).evaluate(page, new HashMap<>(values), locale);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot render " + path, e);
    }
    return page.toString();
  }

  private static final class Texts extends AbstractExtension {
    @Override
    public Map<String, Function> getFunctions() {
      return Map.of("t", new Text());
    }
  }

  private static final class Text implements Function {
    @Override
    public List<String> getArgumentNames() {
      return null;
    }

    @Override
    public Object execute(
        Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int lineNumber) {
      Object[] values = new Object[args.size() - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = args.get(String.valueOf(i + 1));
      }
      String language = context.getLocale().toLanguageTag();
      return Messages.of(language).text(String.valueOf(args.get("0")), values);
    }
  }
}
