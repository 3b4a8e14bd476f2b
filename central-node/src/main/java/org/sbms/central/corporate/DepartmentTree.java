package org.sbms.central.corporate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The departments of one client as a tree; archived ones are left out with all below them. */
public final class DepartmentTree {
  public static final int MAX_DEPARTMENTS = 5_000;
  private static final String SEPARATOR = " / ";

  /**
   * A department in the order of the tree.
   *
   * @param depth 0 right under the organisation
   * @param path names from the top: {@code Sales / North}
   */
  public record Node(Department department, int depth, String path) {}

  private final Map<UUID, Node> nodes = new LinkedHashMap<>();

  private DepartmentTree() {}

  public static DepartmentTree of(List<Department> departments) {
    Map<Optional<UUID>, List<Department>> children =
        departments.stream()
            .filter(department -> !department.archived())
            .sorted(Comparator.comparing(Department::name, String.CASE_INSENSITIVE_ORDER))
            .collect(Collectors.groupingBy(Department::parent));
    DepartmentTree tree = new DepartmentTree();
    tree.add(children, Optional.empty(), 0, "");
    return tree;
  }

  private void add(
      Map<Optional<UUID>, List<Department>> children,
      Optional<UUID> parent,
      int depth,
      String above) {
    for (Department child : children.getOrDefault(parent, List.of())) {
      String path = above.isEmpty() ? child.name() : above + SEPARATOR + child.name();
      nodes.put(child.id(), new Node(child, depth, path));
      add(children, Optional.of(child.id()), depth + 1, path);
    }
  }

  /** Each right below the one it belongs to. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  public Optional<Node> find(UUID id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** The names from the top; empty for the organisation itself. */
  public String path(Optional<UUID> department) {
    return department.flatMap(this::find).map(Node::path).orElse("");
  }

  /** Reads {@code Sales / North}, whatever the blanks and capitals. */
  public Optional<Node> byPath(String text) {
    String wanted = normal(text);
    return nodes.values().stream().filter(node -> normal(node.path()).equals(wanted)).findFirst();
  }

  private static String normal(String path) {
    return path.strip().replaceAll("\\s*/\\s*", "/").toLowerCase(java.util.Locale.ROOT);
  }

  /** The department and all below it. */
  public Set<UUID> within(UUID top) {
    return nodes.values().stream()
        .filter(node -> isWithin(node.department(), top))
        .map(node -> node.department().id())
        .collect(Collectors.toSet());
  }

  /** Whether a department may hang below another one: not below itself. */
  public boolean mayMove(UUID moved, Optional<UUID> below) {
    return below.isEmpty()
        || (nodes.containsKey(below.get()) && !within(moved).contains(below.get()));
  }

  /** Sums what departments have of their own over everything below them. */
  public <T> Map<UUID, List<T>> rolledUp(Map<UUID, List<T>> own) {
    Map<UUID, List<T>> all = new HashMap<>();
    for (Node node : nodes.values()) {
      List<T> values = own.getOrDefault(node.department().id(), List.of());
      for (Optional<Node> up = Optional.of(node); up.isPresent(); up = parent(up.get())) {
        all.computeIfAbsent(up.get().department().id(), _ -> new ArrayList<>()).addAll(values);
      }
    }
    return all;
  }

  private boolean isWithin(Department department, UUID top) {
    for (Optional<Node> up = find(department.id()); up.isPresent(); up = parent(up.get())) {
      if (up.get().department().id().equals(top)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Node> parent(Node node) {
    return node.department().parent().flatMap(this::find);
  }
}
