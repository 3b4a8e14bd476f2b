package org.sbms.kit.web.table;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a reader asks of a table; all of it stands in the address.
 *
 * @param page from 1
 * @param size rows a page; an export asks for {@link #MAX_EXPORT_ROWS} at once
 */
public record TableQuery(
    String path,
    String sort,
    boolean descending,
    int page,
    int size,
    boolean export,
    Map<String, String> filters) {
  public static final int PAGE_SIZE = 25;
  public static final int MAX_PAGE = 4_000;
  public static final int MAX_EXPORT_ROWS = 50_000;
  private static final int MAX_FILTER_LENGTH = 200;

  public TableQuery {
    filters = Map.copyOf(filters);
  }

  /** Reads the address; whatever makes no sense there falls back to the default. */
  public static TableQuery read(
      TableSpec<?> spec, String path, Function<String, String> parameter) {
    String asked = parameter.apply("sort");
    String key = asked.startsWith("-") ? asked.substring(1) : asked;
    if (spec.column(key).isEmpty()) {
      asked = spec.defaultSort();
      key = asked.startsWith("-") ? asked.substring(1) : asked;
    }
    Map<String, String> filters = new LinkedHashMap<>();
    for (Filter filter : spec.filters()) {
      String text = parameter.apply(filter.name()).strip();
      boolean known = !(filter instanceof Filter.Choice choice) || choice.values().contains(text);
      if (!text.isEmpty() && text.length() <= MAX_FILTER_LENGTH && known) {
        filters.put(filter.name(), text);
      }
    }
    boolean export = parameter.apply("export").equals("csv");
    return new TableQuery(
        path,
        key,
        asked.startsWith("-"),
        export ? 1 : page(parameter.apply("page")),
        export ? MAX_EXPORT_ROWS : PAGE_SIZE,
        export,
        filters);
  }

  /** What a filter holds; empty when it does not narrow. */
  public String filter(String name) {
    return filters.getOrDefault(name, "");
  }

  public boolean isFiltered() {
    return !filters.isEmpty();
  }

  public int offset() {
    return (page - 1) * size;
  }

  /** One more than a page: the one more says that there is a next page. */
  public int limit() {
    return size + 1;
  }

  public String sortedBy(String key) {
    boolean turn = key.equals(sort) && !descending;
    return address((turn ? "-" : "") + key, 1, false);
  }

  public String onPage(int number) {
    return address(sortText(), number, false);
  }

  public String asExport() {
    return address(sortText(), 1, true);
  }

  public String sortText() {
    return (descending ? "-" : "") + sort;
  }

  private String address(String sortText, int number, boolean csv) {
    Map<String, String> parameters = new LinkedHashMap<>(new java.util.TreeMap<>(filters));
    parameters.put("sort", sortText);
    if (number > 1) {
      parameters.put("page", Integer.toString(number));
    }
    if (csv) {
      parameters.put("export", "csv");
    }
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&", path + "?", ""));
  }

  private static int page(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, MAX_PAGE);
    } catch (NumberFormatException none) {
      return 1;
    }
  }
}
