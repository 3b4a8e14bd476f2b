package org.sbms.branch.equipment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;

class StockCsvTest {

  @Test
  void aDeliveryIsReadWhateverTheOrderOfItsColumns() {
    Outcome<StockCsv.Delivery> outcome =
        read(
            "\ufeffserial,kind,model\n8970 1010 0000 0000 0017,sim,NANO\n\nABcd12,modem,AX-3000\n");
    StockCsv.Delivery delivery = ((Outcome.Done<StockCsv.Delivery>) outcome).result();
    assertThat(delivery.items())
        .containsExactly(
            new GoodsItem(EquipmentKind.SIM, "NANO", "89701010000000000017"),
            new GoodsItem(EquipmentKind.MODEM, "AX-3000", "abcd12"));
    Refusal refusal =
        new Refusal(
            StockHandlers.RECEIVED_BEFORE,
            "",
            List.of(new Refusal.FieldError("items[1].serial", "was received before")));
    assertThat(delivery.located(refusal).errors().getFirst().field())
        .isEqualTo("delivery.csv:4:serial");
  }

  /** Rows after the header, the place of the first mistake, and how it begins. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "phone,X,123456789012; delivery.csv:2:kind; must be one of sim",
        "sim,NANO,12345; delivery.csv:2:serial; must be 12 to 20 digits",
        "modem,AX,a!; delivery.csv:2:serial; must be 4 to 32",
        "modem,,abcd1; delivery.csv:2:model; must be 1 to 40",
        "modem,AX; delivery.csv:2; has 2 values where the header has 3",
        "modem,AX,abcd1|modem,AX,ABCD1; delivery.csv:3:serial; stands in line 2 already",
        "modem,AX,abcd1|modem,\"AX,abcd2; delivery.csv:3; is cut or has quotes",
      })
  void aMistakeNamesItsPlace(String rows, String place, String reason) {
    Refusal refusal = refusal(read("kind,model,serial\n" + rows.replace('|', '\n')));
    assertThat(refusal.errors().getFirst().field()).isEqualTo(place);
    assertThat(refusal.errors().getFirst().message()).startsWith(reason);
  }

  @Test
  void aFileThatIsNoDeliveryIsRefused() {
    assertThat(refusal(read("")).errors()).hasSize(1);
    assertThat(refusal(read("kind,model\nsim,NANO\n")).errors().getFirst().field())
        .isEqualTo("delivery.csv:1:serial");
    byte[] cyrillic = "kind,model,serial\nsim,Нано,1".getBytes(Charset.forName("windows-1251"));
    assertThat(refusal(StockCsv.read("delivery.csv", cyrillic)).errors().getFirst().message())
        .isEqualTo("is not UTF-8");
  }

  private static Outcome<StockCsv.Delivery> read(String text) {
    return StockCsv.read("delivery.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Refusal refusal(Outcome<?> outcome) {
    return ((Outcome.Refused<?>) outcome).refusal();
  }
}
