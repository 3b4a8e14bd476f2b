package org.sbms.branch.billing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.Money;
import org.sbms.contract.billing.InvoiceDocument;

/**
 * The lines of a document under their kinds of service, as the template wants them. What is paid
 * for other subscribers comes after what is the payer's own, a section each.
 */
public final class InvoiceGroups {
  private static final List<String> ORDER =
      List.of("TELEVISION", "INTERNET", "TELEPHONE", "EQUIPMENT", "OTHER");

  private InvoiceGroups() {}

  /**
   * @param section the subscriber whose section begins with this group; empty within a section, and
   *     for the payer's own
   * @param lines none where the template lists groups only
   */
  public record Group(String section, String name, Money gross, List<InvoiceDocument.Line> lines) {
    public Group {
      lines = List.copyOf(lines);
    }
  }

  public static List<Group> of(InvoiceDocument invoice) {
    Map<String, List<InvoiceDocument.Line>> sections = new LinkedHashMap<>();
    sections.put("", new ArrayList<>());
    invoice
        .lines()
        .forEach(line ->
            sections
                .computeIfAbsent(line.subscriber().orElse(""), _ -> new ArrayList<>())
                .add(line));
    List<Group> groups = new ArrayList<>();
    sections.forEach((section, lines) -> groups.addAll(groups(invoice, section, lines)));
    return List.copyOf(groups);
  }

  private static List<Group> groups(
      InvoiceDocument invoice, String section, List<InvoiceDocument.Line> lines) {
    Map<String, List<InvoiceDocument.Line>> byName = new LinkedHashMap<>();
    ORDER.forEach(name -> byName.put(name, new ArrayList<>()));
    lines.forEach(line -> byName.computeIfAbsent(line.group(), _ -> new ArrayList<>()).add(line));
    byName.values().removeIf(List::isEmpty);
    Money zero = Money.zero(invoice.head().total().currency());
    List<Group> groups = new ArrayList<>();
    byName.forEach((name, some) ->
        groups.add(
            new Group(
                groups.isEmpty() ? section : "",
                name,
                some.stream().map(InvoiceDocument.Line::gross).reduce(zero, Money::plus),
                invoice.seller().byGroup() ? List.of() : some)));
    return groups;
  }
}
