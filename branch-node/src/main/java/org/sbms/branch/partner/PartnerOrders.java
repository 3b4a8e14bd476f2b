package org.sbms.branch.partner;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What can be asked and ordered about partners. */
public final class PartnerOrders {
  private PartnerOrders() {}

  /** Adds a partner, or changes it; its code and the first day of its contract stay. */
  public record SavePartner(Partner partner) implements Operation<Partner.Standing> {}

  public record ShowPartner(String code) implements Operation<ShowPartner.Shown> {
    /**
     * A partner with all its terms.
     *
     * @param soFar what a bill made today would come to; none on the first day of its period
     * @param payments the newest of them
     */
    public record Shown(
        Partner.Standing standing,
        List<ShareTerm> terms,
        Optional<SoFar> soFar,
        List<Payment> payments) {
      public Shown {
        terms = List.copyOf(terms);
        payments = List.copyOf(payments);
      }
    }

    /**
     * A bill of the days that no bill covers yet.
     *
     * @param total above zero: the partner owes it
     */
    public record SoFar(Period days, List<PartnerBill.Line> lines, Money total) {
      public SoFar {
        lines = List.copyOf(lines);
      }
    }
  }

  /**
   * Partners by code.
   *
   * @param text part of code, name or contract; empty for all
   */
  public record BrowsePartners(String text, String sort, int offset, int limit)
      implements Operation<BrowsePartners.Found> {
    public record Found(List<Partner.Standing> items) {}
  }

  /**
   * Lets a term hold from a day on that is not billed yet.
   *
   * @param product empty for all
   */
  public record AddTerm(
      String partner,
      ShareTerm.Direction direction,
      ShareTerm.Basis basis,
      String product,
      List<ShareTerm.Tier> tiers,
      LocalDate since)
      implements Operation<ShareTerm> {
    public AddTerm {
      tiers = List.copyOf(tiers);
    }
  }

  /**
   * Ends a term.
   *
   * @param until the first day on which it does not hold
   */
  public record EndTerm(String partner, UUID term, LocalDate until)
      implements Operation<ShareTerm> {}

  /** Says whose subscribers they are, from a day on that is not billed yet; all or none. */
  public record AttachSubscribers(String partner, List<AccountNumber> accounts, LocalDate since)
      implements Operation<AttachSubscribers.Attached> {
    public AttachSubscribers {
      accounts = List.copyOf(accounts);
    }

    public record Attached(String partner, int count) {}
  }

  /**
   * Ends it.
   *
   * @param until the first day on which it is not the partner's
   */
  public record DetachSubscriber(String partner, AccountNumber account, LocalDate until)
      implements Operation<Attachment> {}

  public record Attachment(
      String partner,
      AccountNumber account,
      String name,
      LocalDate since,
      Optional<LocalDate> until) {}

  /**
   * Who is attached, and who was.
   *
   * @param account only this one; empty for all
   */
  public record ListAttached(String partner, String account, int offset, int limit)
      implements Operation<ListAttached.Found> {
    public record Found(List<Attachment> items) {}
  }

  /** Notes money that went through the bank: above zero it came from the partner. */
  public record NotePayment(String partner, Money amount, String reference)
      implements Operation<Payment> {}

  public record Payment(
      UUID id, String partner, Money amount, String reference, LocalDate paidOn, String notedBy) {}

  /**
   * Bills of a partner, the newest first; of all when it is empty.
   *
   * @param text part of the number
   */
  public record BrowseBills(String partner, String text, String sort, int offset, int limit)
      implements Operation<BrowseBills.Found> {
    public record Found(List<PartnerBill.Head> items) {}
  }

  public record ShowBill(UUID id) implements Operation<PartnerBill> {}

  /** What the lines of a bill are made of, for a file. */
  public record ListBillItems(UUID id) implements Operation<ListBillItems.Items> {
    public record Items(PartnerBill bill, List<PartnerBill.Item> items) {}
  }

  /** Takes a bill back by a credit note; the last one of its period. */
  public record CorrectBill(UUID id, String reason) implements Operation<PartnerBill.Head> {}

  /** Bills a period anew whose bill was taken back. */
  public record BillAgain(UUID correction) implements Operation<PartnerBill.Head> {}
}
