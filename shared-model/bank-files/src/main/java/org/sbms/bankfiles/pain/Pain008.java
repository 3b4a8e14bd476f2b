package org.sbms.bankfiles.pain;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.Element;
import org.sbms.bankfiles.camt.XmlCursor;
import org.sbms.bankfiles.pain.CollectionOrder.Collection;
import org.sbms.bankfiles.pain.CollectionOrder.Creditor;
import org.sbms.contract.Money;

/**
 * Writes ISO 20022 {@code pain.008.001.08}. Whatever leaves here was checked against the public
 * schema before. Each collection is to be booked by itself ({@code BtchBookg} false), so that the
 * bank's statement names it.
 */
public final class Pain008 {
  private static final PainSchema SCHEMA = PainSchema.of("pain.008.001.08");

  private Pain008() {}

  /**
   * @throws IllegalArgumentException naming the place, when the schema does not allow it
   */
  public static String write(CollectionOrder order) {
    return PainWriter.document(
        SCHEMA,
        "CstmrDrctDbtInitn",
        out -> {
          out.header(
              order.messageId(),
              order.createdAt(),
              amounts(order.collections()),
              order.creditor().name());
          Map<String, List<Collection>> groups =
              order.collections().stream()
                  .collect(
                      Collectors.groupingBy(
                          each -> each.scheme() + "-" + each.sequence(),
                          TreeMap::new,
                          Collectors.toList()));
          int number = 0;
          for (List<Collection> group : groups.values()) {
            group(out, order, ++number, group);
          }
        });
  }

  /**
   * @throws IllegalArgumentException naming the first mistake
   */
  public static void validate(String document) {
    SCHEMA.validate(document);
  }

  /** The collections of each group of a file that was written here, by their references. */
  public static Map<String, List<String>> groups(String document) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    try {
      XmlCursor xml =
          XmlCursor.of(
              "pain.008", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
      xml.enterNext();
      xml.enterNext();
      for (Optional<String> part = xml.enterNext(); part.isPresent(); part = xml.enterNext()) {
        Element group = xml.subtree();
        if (group.name().equals("PmtInf")) {
          groups.put(
              group.text("PmtInfId"),
              group.all("DrctDbtTxInf", "PmtId", "EndToEndId").map(Element::text).toList());
        }
      }
    } catch (BadCamtException notOurs) {
      throw new IllegalStateException(notOurs);
    }
    return groups;
  }

  private static void group(
      PainWriter to, CollectionOrder order, int number, List<Collection> group)
      throws XMLStreamException {
    Creditor creditor = order.creditor();
    to.element(
        "PmtInf",
        out -> {
          out.text("PmtInfId", order.messageId() + "-" + number);
          out.text("PmtMtd", "DD");
          out.text("BtchBookg", "false");
          out.totals(amounts(group));
          out.element(
              "PmtTpInf",
              type -> {
                type.element("SvcLvl", level -> level.text("Cd", "SEPA"));
                type.element(
                    "LclInstrm", local -> local.text("Cd", group.getFirst().scheme().name()));
                type.text("SeqTp", group.getFirst().sequence().name());
              });
          out.text("ReqdColltnDt", order.collectOn().toString());
          out.party("Cdtr", creditor.name());
          out.account("CdtrAcct", creditor.account(), Optional.empty());
          bank(out, "CdtrAgt", creditor.bic());
          out.text("ChrgBr", "SLEV");
          scheme(out, creditor.schemeId());
          for (Collection collection : group) {
            collection(out, collection);
          }
        });
  }

  private static void scheme(PainWriter to, String id) throws XMLStreamException {
    to.element(
        "CdtrSchmeId",
        scheme ->
            scheme.element(
                "Id",
                one ->
                    one.element(
                        "PrvtId",
                        person ->
                            person.element(
                                "Othr",
                                other -> {
                                  other.text("Id", id);
                                  other.element("SchmeNm", name -> name.text("Prtry", "SEPA"));
                                }))));
  }

  private static void collection(PainWriter to, Collection collection) throws XMLStreamException {
    to.element(
        "DrctDbtTxInf",
        out -> {
          out.element("PmtId", id -> id.text("EndToEndId", collection.endToEndId()));
          out.amount(collection.amount());
          out.element(
              "DrctDbtTx",
              debit ->
                  debit.element(
                      "MndtRltdInf",
                      mandate -> {
                        mandate.text("MndtId", collection.mandate());
                        mandate.text("DtOfSgntr", collection.signedOn().toString());
                      }));
          bank(out, "DbtrAgt", collection.debtor().bic());
          out.party("Dbtr", collection.debtor().name());
          out.account("DbtrAcct", collection.debtor().iban(), Optional.empty());
          out.element("RmtInf", why -> why.text("Ustrd", collection.purpose()));
        });
  }

  /** A debtor's bank is known by the IBAN where no code is given. */
  private static void bank(PainWriter to, String element, String bic) throws XMLStreamException {
    to.bank(
        element,
        out -> {
          if (bic.isEmpty()) {
            out.notProvided();
          } else {
            out.text("BICFI", bic);
          }
        });
  }

  private static List<Money> amounts(List<Collection> collections) {
    return collections.stream().map(Collection::amount).toList();
  }
}
