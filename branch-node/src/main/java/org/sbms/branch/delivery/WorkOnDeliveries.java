package org.sbms.branch.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.billing.DeliveryWay;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.kit.text.Language;

/** What is asked about and done about deliveries. */
public final class WorkOnDeliveries {
  private WorkOnDeliveries() {}

  /**
   * Deliveries of this branch.
   *
   * @param search an account or the number of an invoice, whole; empty for all
   */
  public record BrowseDeliveries(
      String search,
      Optional<Delivery.State> state,
      Optional<NoticeKind> kind,
      Optional<Channel> channel,
      String sort,
      int offset,
      int limit)
      implements Operation<BrowseDeliveries.Found> {
    public record Found(List<Delivery> items) {
      public Found {
        items = List.copyOf(items);
      }
    }
  }

  /** A delivery with what it says. */
  public record ShowDelivery(UUID id) implements Operation<ShowDelivery.Shown> {
    public record Shown(Delivery delivery, Letter letter) {}
  }

  /** How much waits. */
  public record ShowOutbox() implements Operation<ShowOutbox.Outbox> {
    /**
     * @param mailIsSet whether there is a server that takes mails
     * @param retrying waiting mails that were tried in vain
     * @param trouble what the last of those tries ended with; empty without any
     * @param failed mails that did not arrive, of the last thirty days
     * @param badAddresses customers who must be asked for another address
     * @param billDelivery how bills reach customers for whom nobody chose a way
     */
    public record Outbox(
        boolean mailIsSet,
        long mails,
        long retrying,
        String trouble,
        long failed,
        long badAddresses,
        long invoicesToPrint,
        long noticesToPrint,
        Set<DeliveryWay> billDelivery) {
      public Outbox {
        billDelivery = Set.copyOf(billDelivery);
      }
    }
  }

  /** How far the letters of a bill run are. */
  public record CountRunLetters(UUID run) implements Operation<CountRunLetters.Letters> {
    public record Letters(UUID run, LocalDate day, long waiting, long printed) {}
  }

  /** Brings an invoice of this branch to its customer once more. */
  public record SendInvoice(AccountNumber account, UUID invoice, Channel channel)
      implements Operation<Delivery> {}

  /**
   * Tries a mail again that did not arrive, or at once one that waits for its next try. Its address
   * counts as good again.
   */
  public record RetryDelivery(UUID id) implements Operation<Delivery> {}

  /** Tries all waiting mails now that were tried in vain, because somebody mended the reason. */
  public record RetryAll() implements Operation<RetryAll.Retried> {
    public record Retried(long mails) {}
  }

  /** A mail that was taken over has come back: its address is not used again. */
  public record ReportBounce(UUID id, String reason) implements Operation<Delivery> {}

  /** Documents and notices lie in different trays. */
  public enum Sort {
    INVOICES,
    NOTICES
  }

  /** Addresses that mail came back from, and that their customers still have. */
  public record BrowseBadAddresses(String sort, int offset, int limit)
      implements Operation<BrowseBadAddresses.Found> {
    /**
     * @param delivery that came back
     */
    public record BadAddress(
        AccountNumber account, String recipient, String reason, Instant foundAt, UUID delivery) {}

    public record Found(List<BadAddress> items) {
      public Found {
        items = List.copyOf(items);
      }
    }
  }

  /**
   * Makes one file of the letters that have waited longest, and marks them as printed.
   *
   * @param run only bills of this bill run; all when absent
   */
  public record PrintWaiting(Sort sort, Optional<UUID> run) implements Operation<Batch> {
    /** As many as one file holds. */
    public static final int MAX = 500;
  }

  /** What was marked as printed and was not: its letters wait again. */
  public record UndoPrint(UUID id) implements Operation<Batch> {}

  /**
   * @param letters as many as it had
   * @param undone by whom and when, if it was
   */
  public record Batch(
      UUID id,
      long serial,
      Sort sort,
      int letters,
      String printedBy,
      Instant printedAt,
      Optional<Undone> undone) {
    public record Undone(String by, Instant at) {}
  }

  public record ListBatches(int offset, int limit) implements Operation<ListBatches.Batches> {
    public record Batches(List<Batch> items) {
      public Batches {
        items = List.copyOf(items);
      }
    }
  }

  /** What a batch printed, to print it again. */
  public record ShowBatch(UUID id) implements Operation<ShowBatch.Printed> {
    /** One of the two lists is empty. */
    public record Printed(Batch batch, List<InvoiceDocument> invoices, List<Letter> notices) {
      public Printed {
        invoices = List.copyOf(invoices);
        notices = List.copyOf(notices);
      }

      @Override
      public String toString() {
        return "(letters of " + batch.id() + ")";
      }
    }
  }

  public record ListMessages() implements Operation<ListMessages.Messages> {
    public record Messages(List<MessageTemplate> items) {
      public Messages {
        items = List.copyOf(items);
      }
    }
  }

  /** What is on its way keeps the words that it was made with. */
  public record SaveMessage(NoticeKind kind, Language language, String subject, String body)
      implements Operation<MessageTemplate> {}
}
