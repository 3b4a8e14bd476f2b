package org.sbms.bankfiles.pain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.sbms.bankfiles.pain.PaymentInstruction.Payment;
import org.sbms.contract.Money;

/**
 * Writes ISO 20022 {@code pain.001.001.09}. Whatever leaves here was checked against the public
 * schema before.
 */
public final class Pain001 {
  private static final PainSchema SCHEMA = PainSchema.of("pain.001.001.09");

  private Pain001() {}

  /**
   * @throws IllegalArgumentException naming the place, when the bank's schema does not allow it
   */
  public static String write(PaymentInstruction instruction) {
    return PainWriter.document(
        SCHEMA,
        "CstmrCdtTrfInitn",
        out -> {
          out.header(
              instruction.messageId(),
              instruction.createdAt(),
              amounts(instruction.payments()),
              instruction.initiator());
          int number = 0;
          for (List<Payment> group : groups(instruction.payments())) {
            group(out, instruction, ++number, group);
          }
        });
  }

  /**
   * @throws IllegalArgumentException naming the first mistake
   */
  public static void validate(String document) {
    SCHEMA.validate(document);
  }

  private static void group(
      PainWriter to, PaymentInstruction instruction, int number, List<Payment> payments)
      throws XMLStreamException {
    Payment first = payments.getFirst();
    to.element(
        "PmtInf",
        out -> {
          out.text("PmtInfId", instruction.messageId() + "-" + number);
          out.text("PmtMtd", "TRF");
          out.totals(amounts(payments));
          out.element("ReqdExctnDt", day -> day.text("Dt", instruction.payOn().toString()));
          out.party("Dbtr", first.from().holder());
          account(out, "DbtrAcct", first.from(), first.amount());
          bank(out, "DbtrAgt", first.from());
          for (Payment payment : payments) {
            payment(out, payment);
          }
        });
  }

  private static void payment(PainWriter to, Payment payment) throws XMLStreamException {
    to.element(
        "CdtTrfTxInf",
        out -> {
          out.element(
              "PmtId",
              id -> {
                id.text("InstrId", payment.endToEndId());
                id.text("EndToEndId", payment.endToEndId());
              });
          out.element("Amt", amount -> amount.amount(payment.amount()));
          if (!payment.to().bank().isEmpty()) {
            bank(out, "CdtrAgt", payment.to());
          }
          out.party("Cdtr", payment.to().holder());
          account(out, "CdtrAcct", payment.to(), payment.amount());
          out.element("RmtInf", why -> why.text("Ustrd", payment.purpose()));
        });
  }

  private static void account(PainWriter out, String element, BankAccount account, Money amount)
      throws XMLStreamException {
    out.account(element, account.account(), Optional.of(amount.currencyCode()));
  }

  private static void bank(PainWriter to, String element, BankAccount account)
      throws XMLStreamException {
    to.bank(
        element,
        out -> {
          if (account.bank().isEmpty()) {
            out.notProvided();
          } else if (account.isBic()) {
            out.text("BICFI", account.bank());
          } else {
            out.element(
                "ClrSysMmbId",
                member -> {
                  member.element("ClrSysId", system -> system.text("Cd", "RUCBC"));
                  member.text("MmbId", account.bank());
                });
          }
        });
  }

  private static List<Money> amounts(List<Payment> payments) {
    return payments.stream().map(Payment::amount).toList();
  }

  private static List<List<Payment>> groups(List<Payment> payments) {
    Map<String, List<Payment>> groups = new LinkedHashMap<>();
    payments.forEach(payment ->
        groups
            .computeIfAbsent(
                payment.from() + " " + payment.amount().currencyCode(), _ -> new ArrayList<>())
            .add(payment));
    return List.copyOf(groups.values());
  }
}
