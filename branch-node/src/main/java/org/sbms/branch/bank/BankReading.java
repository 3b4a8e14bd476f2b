package org.sbms.branch.bank;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.CamtDetail;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtFile;
import org.sbms.bankfiles.camt.CamtReader;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;

/** Makes lines of a bank's file, or says why it is none of ours. Pure. */
final class BankReading {
  static final RefusalCode BAD_FILE =
      new RefusalCode("bad-bank-file", RefusalCode.Category.INVALID);
  static final RefusalCode WRONG_ACCOUNT =
      new RefusalCode("wrong-bank-account", RefusalCode.Category.INVALID);
  static final RefusalCode WRONG_CURRENCY =
      new RefusalCode("wrong-currency", RefusalCode.Category.INVALID);
  static final int MAX_LINES = 20_000;
  private static final int MAX_REMITTANCE = 1_000;
  private static final int MAX_REFERENCE = 140;

  private final Currency currency;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, List<Incoming>> lines = new LinkedHashMap<>();
  private int others;

  private BankReading(Currency currency) {
    this.currency = currency;
  }

  /**
   * Which file it is.
   *
   * @param messageId the bank's name of it; of a CSV file the dialect's
   * @param fingerprint SHA-256 of the bytes, in hex
   */
  record Source(String kind, String messageId, String fingerprint) {
    private static final String CSV = "CSV";

    boolean isCsv() {
      return kind.equals(CSV);
    }
  }

  /**
   * @param lines by our account at the bank
   * @param others booked entries that are no lines: fees, and what we paid
   */
  record Read(Source source, Map<String, List<Incoming>> lines, int others) {}

  /**
   * @param ours numbers of the branch's accounts at banks
   */
  static Outcome<Read> camt(String name, byte[] bytes, Set<String> ours, Currency currency) {
    CamtFile file;
    try {
      file = CamtReader.read(name, new ByteArrayInputStream(bytes));
    } catch (BadCamtException bad) {
      String why = String.valueOf(bad.getMessage());
      return Outcome.refused(new Refusal(BAD_FILE, why, List.of(new FieldError("file", why))));
    }
    Source source = new Source(file.kind().name(), file.messageId(), file.fingerprint());
    return read(name, source, file.statements(), ours, currency);
  }

  /** A statement as CSV, written as the dialect says. */
  static Outcome<Read> csv(
      String name, byte[] bytes, StatementDialect dialect, Set<String> ours, Currency currency) {
    Source source = new Source(Source.CSV, dialect.name(), HexFormat.of().formatHex(sha256(bytes)));
    return switch (StatementCsv.read(name, bytes, dialect, currency)) {
      case Outcome.Done<List<CamtStatement>>(List<CamtStatement> statements) ->
          read(name, source, statements, ours, currency);
      case Outcome.Refused<List<CamtStatement>>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<List<CamtStatement>>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private static Outcome<Read> read(
      String name,
      Source source,
      List<CamtStatement> statements,
      Set<String> ours,
      Currency currency) {
    for (CamtStatement statement : statements) {
      if (!ours.contains(plain(statement.account()))) {
        return Outcome.refused(
            WRONG_ACCOUNT,
            name + ": the account " + statement.account() + " is none of this branch's.");
      }
      Optional<CamtEntry> foreign =
          statement.entries().stream()
              .filter(entry -> !entry.amount().currency().equals(currency))
              .findFirst();
      if (foreign.isPresent()) {
        return Outcome.refused(
            WRONG_CURRENCY,
            "%s: line %d: %s, but this branch keeps its books in %s."
                .formatted(name, foreign.get().line(), foreign.get().amount(), currency));
      }
    }
    BankReading reading = new BankReading(currency);
    statements.forEach(reading::statement);
    int count = reading.lines.values().stream().mapToInt(List::size).sum();
    return count > MAX_LINES
        ? Outcome.refused(
            RefusalCode.TOO_LARGE,
            name + ": " + count + " lines are more than the " + MAX_LINES + " a file may have.")
        : Outcome.done(new Read(source, reading.lines, reading.others));
  }

  /** Numbers are written with spaces or without. */
  static String plain(String number) {
    return number.replaceAll("[\\s-]", "").toUpperCase(java.util.Locale.ROOT);
  }

  private void statement(CamtStatement statement) {
    List<Incoming> into = lines.computeIfAbsent(plain(statement.account()), _ -> new ArrayList<>());
    for (CamtEntry entry : statement.entries()) {
      if (entry.status() != CamtEntry.Status.BOOKED || entry.amount().isZero()) {
        continue;
      }
      if (!isLine(entry)) {
        others++;
        continue;
      }
      List<CamtDetail> payments = payments(entry);
      if (payments.isEmpty()) {
        into.add(line(statement, entry, Optional.empty(), entry.amount()));
      }
      for (CamtDetail payment : payments) {
        into.add(line(statement, entry, Optional.of(payment), amount(entry, payment, payments)));
      }
    }
  }

  /** What came, and what of it goes back; fees and what we paid are nobody's. */
  static boolean isLine(CamtEntry entry) {
    return !entry.amount().isNegative() || entry.isReversal() || isReturn(entry);
  }

  /** A direct debit comes back as a debit with the bank's reason, not always as a reversal. */
  private static boolean isReturn(CamtEntry entry) {
    return entry.details().stream().anyMatch(detail -> !detail.returnReason().isEmpty());
  }

  /**
   * The payments of a batch, when each has its amount and they come to the entry's; the one payment
   * behind an entry; otherwise the entry stays whole.
   */
  private static List<CamtDetail> payments(CamtEntry entry) {
    List<CamtDetail> details = entry.details();
    if (details.size() <= 1) {
      return details;
    }
    boolean isWhole =
        details.stream()
            .allMatch(detail ->
                detail
                    .amount()
                    .filter(amount ->
                        amount.currency().equals(entry.amount().currency())
                            && !amount.isZero()
                            && amount.isNegative() == entry.amount().isNegative())
                    .isPresent());
    return isWhole
            && details.stream().mapToLong(detail -> detail.amount().orElseThrow().minor()).sum()
                == entry.amount().minor()
        ? details
        : List.of();
  }

  /** Of a single payment the entry's: the payment's own may be in the payer's currency. */
  private static Money amount(CamtEntry entry, CamtDetail payment, List<CamtDetail> all) {
    return all.size() == 1 ? entry.amount() : payment.amount().orElseThrow();
  }

  private Incoming line(
      CamtStatement statement, CamtEntry entry, Optional<CamtDetail> payment, Money amount) {
    String ofPayment = payment.map(CamtDetail::bankReference).orElse("");
    String bankReference = ofPayment.isEmpty() ? entry.bankReference() : ofPayment;
    String endToEndId =
        payment.map(CamtDetail::endToEndId).orElseGet(() -> first(entry.endToEndIds()));
    String transactionId = payment.map(CamtDetail::transactionId).orElse("");
    String remittance = payment.map(CamtDetail::remittance).orElseGet(entry::remittance);
    BankLine.Payer payer =
        payment
            .map(p ->
                new BankLine.Payer(
                    oneLine(p.counterparty(), MAX_REFERENCE), plain(p.counterpartyAccount())))
            .orElse(BankLine.Payer.UNKNOWN);
    LocalDate bookedOn = entry.bookedOn().or(entry::valueOn).orElse(LocalDate.EPOCH);
    String said =
        bankReference.isEmpty()
            ? String.join(
                "\n",
                bookedOn.toString(),
                endToEndId,
                transactionId,
                entry.reference(),
                payer.account(),
                remittance)
            : String.join("\n", bankReference, endToEndId, transactionId);
    return new Incoming(
        identity(statement, said + "\n" + amount.minor()),
        amount,
        bookedOn,
        entry.valueOn().orElse(bookedOn),
        cut(bankReference.isEmpty() ? entry.reference() : bankReference, MAX_REFERENCE),
        cut(endToEndId, MAX_REFERENCE),
        cut(remittance, MAX_REMITTANCE),
        plain(payment.map(CamtDetail::ownAccount).orElse("")),
        payer,
        cut(payment.map(CamtDetail::returnReason).orElse(""), 4),
        !entry.isReversal() || amount.isNegative());
  }

  /** Two that say the same in one file are two payments: the second one is so in every file. */
  private String identity(CamtStatement statement, String said) {
    int times = seen.merge(statement.account() + "\n" + said, 1, Integer::sum);
    return HexFormat.of().formatHex(sha256((said + "\n" + times).getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One line of text, and never the number of a card. */
  private static String cut(String text, int max) {
    String line = oneLine(text, text.length());
    String shown =
        FreeText.unfit("", line).isEmpty()
            ? line
            : line.replaceAll("[0-9](?=(?:[ -]?[0-9]){4})", "•");
    return oneLine(shown, max);
  }

  /** Without what has no sign of its own: control characters, and halves of others. */
  static String oneLine(String text, int max) {
    String line = text.replaceAll("\\p{C}+", " ").strip();
    return line.length() <= max
        ? line
        : line.substring(0, Character.isHighSurrogate(line.charAt(max - 1)) ? max - 1 : max);
  }

  private static String first(List<String> texts) {
    return texts.isEmpty() ? "" : texts.getFirst();
  }
}
