package org.sbms.branch.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.Money;
import org.sbms.contract.billing.InvoiceDocument;

/** The lines of a document under their kinds of service, as the template wants them. */
public final class InvoiceGroups {
  private static final List<String> ORDER =
      List.of("TELEVISION", "INTERNET", "TELEPHONE", "EQUIPMENT", "OTHER");

  private InvoiceGroups() {}

  /**
   * @param lines none where the template lists groups only
   */
  public record Group(String name, Money gross, List<InvoiceDocument.Line> lines) {
    public Group {
      lines = List.copyOf(lines);
    }
  }

  public static List<Group> of(InvoiceDocument invoice) {
    Map<String, List<InvoiceDocument.Line>> byName = new LinkedHashMap<>();
    ORDER.forEach(name -> byName.put(name, new ArrayList<>()));
    invoice
        .lines()
        .forEach(line -> byName.computeIfAbsent(line.group(), _ -> new ArrayList<>()).add(line));
    Money zero = Money.zero(invoice.head().total().currency());
    return byName.entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .map(group ->
            new Group(
                group.getKey(),
                group.getValue().stream()
                    .map(InvoiceDocument.Line::gross)
                    .reduce(zero, Money::plus),
                invoice.seller().byGroup() ? List.of() : group.getValue()))
        .toList();
  }
}
