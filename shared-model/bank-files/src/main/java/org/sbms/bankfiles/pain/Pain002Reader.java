package org.sbms.bankfiles.pain;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.Element;
import org.sbms.bankfiles.camt.XmlCursor;
import org.sbms.bankfiles.pain.StatusReport.Group;
import org.sbms.bankfiles.pain.StatusReport.Status;
import org.sbms.bankfiles.pain.StatusReport.Transaction;

/**
 * Reads pain.002, the bank's answer to a file of payments or collections. Source: the message
 * definitions of ISO 20022, {@code pain.002.001.03} to {@code .14}, whose bones are the same.
 */
public final class Pain002Reader {
  public static final int MAX_TRANSACTIONS = 100_000;
  private static final Pattern NAMESPACE =
      Pattern.compile("urn:iso:std:iso:20022:tech:xsd:pain\\.002\\.001\\.([0-9]{2})");
  private static final int MIN_VERSION = 3;
  private static final int MAX_VERSION = 14;
  private static final int MAX_REASON = 35;

  private final XmlCursor xml;
  private final List<Group> groups = new ArrayList<>();
  private final List<Transaction> transactions = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private Pain002Reader(XmlCursor xml) {
    this.xml = xml;
  }

  /**
   * @param file its name, for messages
   * @throws BadCamtException when it is no such message, or says something impossible; nothing of
   *     it is to be used then
   */
  public static StatusReport read(String file, byte[] bytes) throws BadCamtException {
    return new Pain002Reader(XmlCursor.of(file, new ByteArrayInputStream(bytes))).report();
  }

  private StatusReport report() throws BadCamtException {
    String root = xml.enterNext().orElse("");
    Matcher namespace = NAMESPACE.matcher(xml.namespace());
    if (!root.equals("Document") || !namespace.matches()) {
      throw xml.bad("is no pain.002, but " + root + " of " + xml.namespace());
    }
    int version = Integer.parseInt(namespace.group(1));
    if (version < MIN_VERSION || version > MAX_VERSION) {
      throw xml.bad("only versions %02d to %02d are read".formatted(MIN_VERSION, MAX_VERSION));
    }
    if (xml.enterNext().filter("CstmrPmtStsRpt"::equals).isEmpty()) {
      throw xml.bad("must begin with CstmrPmtStsRpt");
    }
    String id = "";
    Optional<Element> original = Optional.empty();
    for (Optional<String> part = xml.enterNext(); part.isPresent(); part = xml.enterNext()) {
      switch (part.get()) {
        case "GrpHdr" -> id = xml.subtree().text("MsgId");
        case "OrgnlGrpInfAndSts" -> original = Optional.of(xml.subtree());
        case "OrgnlPmtInfAndSts" -> group(xml.subtree());
        default -> xml.skip();
      }
    }
    xml.finish();
    Element of = original.orElseThrow(() -> xml.bad("does not say of which file it speaks"));
    return new StatusReport(
        id, of.text("OrgnlMsgId"), status(of, "GrpSts"), reason(of), groups, transactions);
  }

  private void group(Element group) throws BadCamtException {
    groups.add(new Group(group.text("OrgnlPmtInfId"), status(group, "PmtInfSts"), reason(group)));
    for (Element transaction : group.all("TxInfAndSts").toList()) {
      String id = transaction.text("OrgnlEndToEndId");
      if (id.isEmpty()) {
        throw xml.bad(transaction, "does not say of which transaction it speaks");
      }
      if (!seen.add(id)) {
        throw xml.bad(transaction, "speaks of " + id + " for the second time");
      }
      if (transactions.size() == MAX_TRANSACTIONS) {
        throw xml.bad(
            transaction, "is beyond the " + MAX_TRANSACTIONS + " transactions of a report");
      }
      transactions.add(
          new Transaction(
              transaction.line(), id, status(transaction, "TxSts"), reason(transaction)));
    }
  }

  /** Source of the codes: ISO 20022's external code sets of payment statuses. */
  private Status status(Element of, String name) throws BadCamtException {
    Optional<Element> status = of.at(name);
    if (status.isEmpty()) {
      return Status.UNSAID;
    }
    return switch (status.get().text()) {
      case "ACCP", "ACSP", "ACTC", "ACSC", "ACCC", "ACWC", "ACWP", "ACFC" -> Status.ACCEPTED;
      case "PDNG", "RCVD" -> Status.PENDING;
      case "PART" -> Status.PARTLY;
      case "RJCT" -> Status.REJECTED;
      default -> throw xml.bad(status.get(), "is no status that is known here");
    };
  }

  private static String reason(Element of) {
    String code = of.text("StsRsnInf", "Rsn", "Cd");
    String reason = code.isEmpty() ? of.text("StsRsnInf", "Rsn", "Prtry") : code;
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
  }
}
