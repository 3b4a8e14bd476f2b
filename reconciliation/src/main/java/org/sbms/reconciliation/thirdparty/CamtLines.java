package org.sbms.reconciliation.thirdparty;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.sbms.bankfiles.camt.CamtDetail;
import org.sbms.bankfiles.camt.CamtEntry;
import org.sbms.bankfiles.camt.CamtFile;
import org.sbms.bankfiles.camt.CamtStatement;

/** A bank's statement as a register: what was booked, by payment where the bank says so. */
public final class CamtLines {
  private CamtLines() {}

  /** What is pending or only told is no money yet, and an entry without a day is none either. */
  public static List<RegisterLine> of(CamtFile file) {
    List<RegisterLine> lines = new ArrayList<>();
    for (CamtStatement statement : file.statements()) {
      for (CamtEntry entry : statement.entries()) {
        if (entry.status() == CamtEntry.Status.BOOKED) {
          entry
              .bookedOn()
              .or(entry::valueOn)
              .ifPresent(day -> {
                if (isByPayment(entry)) {
                  entry
                      .details()
                      .forEach(detail -> lines.add(ofPayment(lines.size() + 1, detail, day)));
                } else {
                  lines.add(
                      new RegisterLine(
                          lines.size() + 1,
                          reference(entry),
                          entry.amount(),
                          day,
                          entry.remittance()));
                }
              });
        }
      }
    }
    return List.copyOf(lines);
  }

  /** A batch whose payments all have amounts that come to the batch's. */
  private static boolean isByPayment(CamtEntry entry) {
    return entry.details().size() > 1
        && entry.details().stream()
            .allMatch(detail ->
                detail
                    .amount()
                    .filter(amount -> amount.currency().equals(entry.amount().currency()))
                    .isPresent())
        && entry.details().stream().mapToLong(detail -> detail.amount().orElseThrow().minor()).sum()
            == entry.amount().minor();
  }

  private static RegisterLine ofPayment(int number, CamtDetail detail, LocalDate day) {
    return new RegisterLine(
        number,
        detail.endToEndId().isEmpty() ? detail.bankReference() : detail.endToEndId(),
        detail.amount().orElseThrow(),
        day,
        detail.remittance());
  }

  private static String reference(CamtEntry entry) {
    return entry.endToEndIds().stream()
        .findFirst()
        .orElse(entry.bankReference().isEmpty() ? entry.reference() : entry.bankReference());
  }
}
