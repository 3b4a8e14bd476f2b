package org.sbms.branch.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.reference.FakeCentral.row;
import static org.sbms.contract.reference.Datasets.NUMBER_RANGES;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.TestDatabase;

class NumberRangesTest {
  private static TestDatabase db;
  private static NumberRanges ranges;

  @BeforeAll
  static void load() {
    db = TestDatabase.with("reference-copy");
    FakeCentral central =
        new FakeCentral()
            .publish(
                range("phone", "79110800000", "79112999999", "NW"),
                range("phone", "79113000000", "79113009999", "CE"),
                range("phone", "79180000000", "79182199999", "SO"),
                range("smart-card", "102000000000", "102999999999", "SO"),
                range("box", "90010000000000", "90019999999999", "NW"));
    new ReferencePuller(
            new NodeId("NW"),
            new CopyInDatabase(db.database(), Clock.systemUTC()),
            central,
            Duration.ofMinutes(1),
            _ -> {})
        .catchUp();
    ranges = new NumberRanges(new ReferenceCache(db.database()));
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @ParameterizedTest
  @CsvSource({
    "79110800000, NW",
    "79112999999, NW",
    "79113000000, CE",
    "79113010000, ",
    "79110799999, ",
    "79182199999, SO",
    "102000000001, SO",
    "10200000000, ",
    "90010000000001, NW",
    "9110800000, ",
    "1, ",
    "'', ",
  })
  void aNumberIsServedByTheBranchOfItsRange(String number, String branch) {
    assertThat(ranges.branchOf(number).map(BranchCode::value).orElse(null)).isEqualTo(branch);
  }

  private static RowChange range(String kind, String first, String last, String branch) {
    return row(NUMBER_RANGES, "kind", kind, "first", first, "last", last, "branch", branch);
  }
}
