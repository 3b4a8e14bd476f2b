package org.sbms.branch.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

class StockTest {
  private static final NodeId NW = NodeId.of(new BranchCode("NW"));
  private static TestDatabase db;
  private static Executor executor;

  @BeforeAll
  static void open() {
    db = TestDatabase.with("operation", "party", "equipment");
    Operations operations = new Operations();
    new EquipmentFeature(Clock.systemUTC()).register(operations);
    executor =
        new Executor(NW, operations, db.database(), new Alone(), AuditLog.NONE, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    executor.close();
    db.close();
  }

  private static final class Alone implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("the stock asks nobody");
    }
  }

  @ParameterizedTest(name = "an item that is {0} may become {1}")
  @CsvSource({
    "IN_STOCK,    BLACKLISTED FAULTY RESERVED",
    "RESERVED,    BLACKLISTED FAULTY IN_STOCK",
    "RETURNED,    BLACKLISTED FAULTY IN_STOCK",
    "FAULTY,      BLACKLISTED IN_STOCK",
    "BLACKLISTED, RETURNED",
    "ISSUED,      ''",
  })
  void movesByHand(StockState from, String to) {
    assertThat(
            StockDecisions.byHand(from).stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(to);
  }

  @Test
  void everyChangeOfAnItemIsInItsHistory() {
    receive("moved00001");
    run(new MoveItem("moved00001", StockState.FAULTY, "does not start"));
    run(new MoveItem("moved00001", StockState.IN_STOCK, "repaired"));
    assertThat(refusal(new MoveItem("moved00001", StockState.RETURNED, "no")))
        .isEqualTo("no-such-move");
    ShowItem.History history = run(new ShowItem("moved00001"));
    assertThat(history.item().state()).isEqualTo(StockState.IN_STOCK);
    assertThat(history.moves())
        .extracting(StockMove::to, StockMove::reason, StockMove::by)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(StockState.IN_STOCK, "repaired", "keeper"),
            org.assertj.core.groups.Tuple.tuple(StockState.FAULTY, "does not start", "keeper"),
            org.assertj.core.groups.Tuple.tuple(StockState.IN_STOCK, "delivery", "keeper"));
  }

  @Test
  void aDeliveryIsTakenInWholeOrNotAtAll() {
    receive("known00001");
    Outcome<?> outcome =
        ask(new ReceiveItems(List.of(remote("fresh00001"), remote("known00001")), ""));
    assertThat(((Outcome.Refused<?>) outcome).refusal().errors())
        .extracting(error -> error.field() + " " + error.message())
        .containsExactly("items[1].serial was received before");
    assertThat(refusal(new ShowItem("fresh00001"))).isEqualTo("not-found");
  }

  @Test
  void theListIsFilteredAndSorted() {
    receive("listed00003", "listed00001", "listed00002");
    run(new MoveItem("listed00002", StockState.RESERVED, "for a customer"));
    assertThat(serials(Optional.empty()))
        .containsExactly("listed00003", "listed00002", "listed00001");
    assertThat(serials(Optional.of(StockState.RESERVED))).containsExactly("listed00002");
    assertThat(refusal(new BrowseStock("", Optional.empty(), Optional.empty(), "x", true, 0, 9)))
        .isEqualTo("invalid");
  }

  private static List<String> serials(Optional<StockState> state) {
    return run(new BrowseStock("listed", Optional.empty(), state, "serial", true, 0, 9))
        .items()
        .stream()
        .map(item -> item.item().serial())
        .toList();
  }

  private static void receive(String... serials) {
    run(
        new ReceiveItems(
            java.util.Arrays.stream(serials).map(StockTest::remote).toList(), "delivery"));
  }

  private static GoodsItem remote(String serial) {
    return new GoodsItem(EquipmentKind.REMOTE, "RC-10", serial);
  }

  private static <R> Outcome<R> ask(Operation<R> operation) {
    Caller keeper =
        new Caller(
            new Actor(NW, "keeper", "warehouse"),
            NW,
            Set.of(EquipmentFeature.VIEW, EquipmentFeature.KEEP));
    return executor.run(keeper, Request.command(operation, UUID.randomUUID().toString()));
  }

  private static <R> R run(Operation<R> operation) {
    return ((Outcome.Done<R>) ask(operation)).result();
  }

  private static String refusal(Operation<?> operation) {
    return ((Outcome.Refused<?>) ask(operation)).refusal().code().code();
  }
}
