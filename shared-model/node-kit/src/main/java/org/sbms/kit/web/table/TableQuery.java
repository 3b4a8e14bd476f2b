package org.sbms.kit.web.table;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a reader asks of a table; all of it stands in the address.
 *
 * @param page from 1
 * @param size rows a page; an export asks for all that its format takes at once
 * @param format of a file to take away; absent for the page
 */
public record TableQuery(
    String path,
    String sort,
    boolean descending,
    int page,
    int size,
    Optional<ExportFormat> format,
    Map<String, String> filters) {
  public static final int PAGE_SIZE = 25;
  public static final int MAX_PAGE = 4_000;
  public static final int MAX_EXPORT_ROWS = 50_000;
  private static final int MAX_FILTER_LENGTH = 200;

  public TableQuery {
    filters = Map.copyOf(filters);
  }

  /**
   * @param export whether the rows are for a CSV file
   */
  public TableQuery(
      String path,
      String sort,
      boolean descending,
      int page,
      int size,
      boolean export,
      Map<String, String> filters) {
    this(
        path,
        sort,
        descending,
        page,
        size,
        export ? Optional.of(ExportFormat.CSV) : Optional.empty(),
        filters);
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
    Optional<ExportFormat> format = ExportFormat.ofCode(parameter.apply("export"));
    return new TableQuery(
        path,
        key,
        asked.startsWith("-"),
        format.isPresent() ? 1 : page(parameter.apply("page")),
        format.map(ExportFormat::maxRows).orElse(PAGE_SIZE),
        format,
        filters);
  }

  public boolean export() {
    return format.isPresent();
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
    return address((turn ? "-" : "") + key, 1, "");
  }

  public String onPage(int number) {
    return address(sortText(), number, "");
  }

  public String asExport() {
    return asExport(ExportFormat.CSV);
  }

  public String asExport(ExportFormat asked) {
    return address(sortText(), 1, asked.code());
  }

  public String sortText() {
    return (descending ? "-" : "") + sort;
  }

  private String address(String sortText, int number, String export) {
    Map<String, String> parameters = new LinkedHashMap<>(new java.util.TreeMap<>(filters));
    parameters.put("sort", sortText);
    if (number > 1) {
      parameters.put("page", Integer.toString(number));
    }
    if (!export.isEmpty()) {
      parameters.put("export", export);
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
