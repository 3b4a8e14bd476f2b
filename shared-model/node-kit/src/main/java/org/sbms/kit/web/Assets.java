package org.sbms.kit.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Style sheets, scripts and fonts, from WebJars and the kit, held in memory. One hash of them all
 * stands in every address, so a browser keeps them for a year and asks anew after an upgrade.
 */
public final class Assets {
  private static final String WEBJARS = "META-INF/resources/webjars/";
  private static final String TABLER = WEBJARS + "tabler__core/1.4.0/dist/";
  private static final String ICONS = WEBJARS + "tabler__icons-webfont/3.35.0/dist/";

  /** By address; the style sheet of the icons names its font relative to itself. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "tabler.css", TABLER + "css/tabler.min.css",
          "tabler.js", TABLER + "js/tabler.min.js",
          "icons/icons.css", ICONS + "tabler-icons.min.css",
          "icons/fonts/tabler-icons.woff2", ICONS + "fonts/tabler-icons.woff2",
          "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
          "echarts.js", WEBJARS + "echarts/5.5.0/echarts.min.js",
          "kit.css", "assets/kit.css",
          "kit.js", "assets/kit.js",
          "favicon.svg", "assets/favicon.svg");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  /** An asset as it is sent; {@code gzipped} is empty for what is compressed already. */
  record Asset(String contentType, byte[] plain, byte[] gzipped) {}

  private final Map<String, Asset> byName = new LinkedHashMap<>();
  private final String hash;

  private Assets() {
    MessageDigest digest = sha256();
    new TreeMap<>(SOURCES)
        .forEach((name, source) -> {
          byte[] plain = read(source);
          digest.update(plain);
          String suffix = name.substring(name.lastIndexOf('.') + 1);
          byName.put(
              name,
              new Asset(
                  TYPES.getOrDefault(suffix, "application/octet-stream"),
                  plain,
                  suffix.equals("woff2") ? new byte[0] : gzip(plain)));
        });
    hash = HexFormat.of().formatHex(digest.digest(), 0, 6);
  }

  public static Assets load() {
    return new Assets();
  }

  public String url(String name) {
    if (!byName.containsKey(name)) {
      throw new IllegalStateException("no asset " + name);
    }
    return "/assets/" + hash + "/" + name;
  }

  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource + " on the classpath");
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
