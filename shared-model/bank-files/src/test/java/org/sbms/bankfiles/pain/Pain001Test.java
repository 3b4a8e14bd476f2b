package org.sbms.bankfiles.pain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.bankfiles.pain.PaymentInstruction.Payment;
import org.sbms.contract.Money;

class Pain001Test {
  private static final BankAccount MOSCOW =
      new BankAccount("ООО «Север» & Ко", "40702810000000000001", "044030001");
  private static final BankAccount BERLIN =
      new BankAccount("Süd GmbH", "DE89370400440532013000", "COBADEFFXXX");

  @Test
  void oneGroupForEachPayerAndCurrencyWithItsOwnTotals() {
    String document =
        Pain001.write(
            instruction(
                payment("T1", MOSCOW, BERLIN, "100.50", "RUB"),
                payment("T2", BERLIN, MOSCOW, "7.00", "EUR"),
                payment("T3", MOSCOW, BERLIN, "0.01", "RUB"),
                payment("T4", MOSCOW, BERLIN, "5", "JPY")));
    Pain001.validate(document);
    assertThat(document)
        .contains("<MsgId>SBMS-W5</MsgId><CreDtTm>2026-11-25T02:50:00Z</CreDtTm>")
        .contains("<NbOfTxs>4</NbOfTxs><CtrlSum>112.51</CtrlSum><InitgPty>")
        .contains(
            "<PmtInfId>SBMS-W5-1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>2</NbOfTxs><CtrlSum>100.51")
        .contains("<PmtInfId>SBMS-W5-3</PmtInfId>")
        .contains("<Nm>ООО «Север» &amp; Ко</Nm>")
        .contains("<Othr><Id>40702810000000000001</Id></Othr>")
        .contains("<ClrSysId><Cd>RUCBC</Cd></ClrSysId><MmbId>044030001</MmbId>")
        .contains("<IBAN>DE89370400440532013000</IBAN>", "<BICFI>COBADEFFXXX</BICFI>")
        .contains("<InstdAmt Ccy=\"JPY\">5</InstdAmt>");
  }

  @Test
  void whatTheSchemaDoesNotAllowIsNotWritten() {
    assertThatThrownBy(() ->
            Pain001.write(instruction(payment("X".repeat(36), MOSCOW, BERLIN, "1.00", "RUB"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pain.001");
    assertThatThrownBy(() -> Pain001.write(instruction()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The validation is the schema's and can fail: each of these changes breaks a rule of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<PmtMtd>TRF</PmtMtd>|",
        "<PmtMtd>TRF</PmtMtd>|<PmtMtd>CASH</PmtMtd>",
        "<NbOfTxs>1</NbOfTxs>|<NbOfTxs>one</NbOfTxs>",
        "Ccy=\"RUB\"|Ccy=\"rub\"",
        "<Dt>2026-11-25</Dt>|<Dt>25.11.2026</Dt>",
        "<BICFI>COBADEFFXXX</BICFI>|<BICFI>COBA</BICFI>",
        "pain.001.001.09|pain.001.001.03"
      })
  void aBrokenMessageDoesNotValidate(String change) {
    String document = Pain001.write(instruction(payment("T1", MOSCOW, BERLIN, "100.50", "RUB")));
    String[] parts = change.split("\\|", -1);
    assertThat(document).contains(parts[0]);
    assertThatThrownBy(() -> Pain001.validate(document.replace(parts[0], parts[1])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PaymentInstruction instruction(Payment... payments) {
    return new PaymentInstruction(
        "SBMS-W5",
        Instant.parse("2026-11-25T02:50:00Z"),
        LocalDate.of(2026, 11, 25),
        "SBMS central",
        List.of(payments));
  }

  private static Payment payment(
      String id, BankAccount from, BankAccount to, String amount, String currency) {
    return new Payment(id, from, to, Money.parse(amount, currency), "Settlement window 5");
  }
}
