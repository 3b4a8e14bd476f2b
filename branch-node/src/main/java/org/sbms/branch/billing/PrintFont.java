package org.sbms.branch.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.openpdf.text.pdf.BaseFont;

/** The font of everything that is printed for customers. */
public final class PrintFont {
  private static final String FILE = "font-fallback/LiberationSans-Regular.ttf";

  private PrintFont() {}

  /** It comes with the library, embedded by the letters that are used: Cyrillic on any machine. */
  public static BaseFont embedded() {
    try (InputStream file =
        Objects.requireNonNull(
            PrintFont.class.getClassLoader().getResourceAsStream(FILE), "no font")) {
      return BaseFont.createFont(
          FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, file.readAllBytes(), null);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
