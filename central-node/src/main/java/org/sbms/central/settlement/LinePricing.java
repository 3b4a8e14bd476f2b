package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.settlement.tariff.Agent;
import org.sbms.central.settlement.tariff.Tariff;
import org.sbms.central.settlement.tariff.TariffTable;
import org.sbms.central.settlement.tariff.TariffTable.Work;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.reconciliation.journal.ClearedLine;

/**
 * Adds the commission and the tax on it to what matched. For money that the origin took or paid out
 * for the home, home owes the origin a commission. Whatever is taken back takes back the commission
 * by the tariff of the day on which it was earned. What goods leave to the origin is in their
 * amounts already. On top of the commission home owes the share of the agent, if the transaction
 * had one and the tariffs name it.
 */
final class LinePricing {
  private LinePricing() {}

  /**
   * @param tariffs the tariffs of a settlement day
   * @param agents who stood between the customer and the origin of a line
   */
  static List<PricedLine> price(
      List<ClearedLine> matched,
      Function<LocalDate, TariffTable> tariffs,
      Function<ClearedLine, Optional<Agent>> agents) {
    Map<Earned, LocalDate> days = new HashMap<>();
    matched.forEach(line ->
        earns(line)
            .ifPresent(work -> {
              if (!takesBack(line)) {
                days.put(new Earned(line.origin(), line.transactionId(), work), line.day());
              }
            }));
    List<PricedLine> priced = new ArrayList<>();
    for (ClearedLine line : matched) {
      priced.add(PricedLine.of(line));
      earns(line)
          .ifPresent(work -> {
            LocalDate day =
                days.getOrDefault(
                    new Earned(line.origin(), line.transactionId(), work), line.day());
            TariffTable table = tariffs.apply(day);
            priced.addAll(commission(line, work, day, table));
            agents
                .apply(line)
                .flatMap(agent -> share(line, work, day, table, agent))
                .ifPresent(priced::add);
          });
    }
    return priced;
  }

  private static List<PricedLine> commission(
      ClearedLine line, Work work, LocalDate day, TariffTable tariffs) {
    Money amount = line.amount().isNegative() ? line.amount().negated() : line.amount();
    Optional<Tariff> tariff = tariffs.find(work, line.origin(), line.home(), amount, day);
    if (tariff.isEmpty()) {
      return List.of();
    }
    Money commission = tariff.get().commission(amount);
    Money tax = tariff.get().tax(commission);
    List<PricedLine> lines = new ArrayList<>();
    PricedLine base = PricedLine.of(line);
    if (!commission.isZero()) {
      lines.add(base.with(LineKind.COMMISSION, owedByHome(line, commission), tariffs.version()));
    }
    if (!tax.isZero()) {
      lines.add(base.with(LineKind.COMMISSION_TAX, owedByHome(line, tax), tariffs.version()));
    }
    return lines;
  }

  private static Optional<PricedLine> share(
      ClearedLine line, Work work, LocalDate day, TariffTable tariffs, Agent agent) {
    Money amount = line.amount().isNegative() ? line.amount().negated() : line.amount();
    LineKind kind =
        switch (agent.kind()) {
          case DEALER -> LineKind.DEALER_COMMISSION;
          case CORPORATE -> LineKind.CORPORATE_COMMISSION;
        };
    return tariffs
        .findShare(agent, work, line.origin(), line.home(), amount.currency(), day)
        .map(tariff -> tariff.commission(amount))
        .filter(share -> !share.isZero())
        .map(share ->
            PricedLine.of(line)
                .with(kind, owedByHome(line, share), tariffs.version(), agent.toString()));
  }

  private static Money owedByHome(ClearedLine line, Money amount) {
    return takesBack(line) ? amount : amount.negated();
  }

  private static Optional<Work> earns(ClearedLine line) {
    return switch (line.kind()) {
      case PRINCIPAL, REVERSAL -> Optional.of(Work.PAYMENT);
      case REFUND, REFUND_RETURN -> Optional.of(Work.REFUND);
      case GOODS, GOODS_REVERSAL -> Optional.empty();
    };
  }

  private static boolean takesBack(ClearedLine line) {
    return switch (line.kind()) {
      case REVERSAL, GOODS_REVERSAL, REFUND_RETURN -> true;
      case PRINCIPAL, GOODS, REFUND -> false;
    };
  }

  /** What of a transaction earned a commission. */
  private record Earned(BranchCode origin, UUID transactionId, Work work) {}
}
