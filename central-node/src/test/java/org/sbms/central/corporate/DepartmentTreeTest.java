package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DepartmentTreeTest {
  private final Department sales = department("Sales", null);
  private final Department north = department("North", sales);
  private final Department desk = department("Desk 1", north);
  private final Department works = department("Works", null);
  private final DepartmentTree tree = DepartmentTree.of(List.of(desk, works, north, sales));

  @Test
  void eachStandsRightBelowTheOneItBelongsTo() {
    assertThat(tree.nodes())
        .extracting(node -> node.depth() + " " + node.path())
        .containsExactly("0 Sales", "1 Sales / North", "2 Sales / North / Desk 1", "0 Works");
  }

  @Test
  void aPathIsReadWhateverItsBlanksAndCapitals() {
    assertThat(tree.byPath("sales/NORTH /  desk 1").orElseThrow().department()).isEqualTo(desk);
    assertThat(tree.byPath("North")).isEmpty();
  }

  @Test
  void nothingMovesBelowItself() {
    assertThat(tree.mayMove(sales.id(), Optional.of(desk.id()))).isFalse();
    assertThat(tree.mayMove(sales.id(), Optional.of(sales.id()))).isFalse();
    assertThat(tree.mayMove(desk.id(), Optional.of(works.id()))).isTrue();
    assertThat(tree.mayMove(desk.id(), Optional.empty())).isTrue();
    assertThat(tree.mayMove(desk.id(), Optional.of(UUID.randomUUID()))).isFalse();
  }

  @Test
  void sumsRollUpToTheTop() {
    Map<UUID, List<Integer>> all =
        tree.rolledUp(Map.of(sales.id(), List.of(1), desk.id(), List.of(2, 3)));
    assertThat(sum(all, sales)).isEqualTo(6);
    assertThat(sum(all, north)).isEqualTo(5);
    assertThat(sum(all, works)).isZero();
  }

  @Test
  void whatIsArchivedIsLeftOutWithAllBelowIt() {
    Department old = new Department(sales.id(), Optional.empty(), "Sales", true);
    assertThat(DepartmentTree.of(List.of(old, north, desk, works)).nodes())
        .extracting(DepartmentTree.Node::path)
        .containsExactly("Works");
  }

  private static int sum(Map<UUID, List<Integer>> all, Department of) {
    return all.getOrDefault(of.id(), List.of()).stream().mapToInt(Integer::intValue).sum();
  }

  private static Department department(
      String name, @org.jspecify.annotations.Nullable Department parent) {
    return new Department(
        UUID.randomUUID(), Optional.ofNullable(parent).map(Department::id), name, false);
  }
}
