package org.sbms.branch.charge;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.UuidV7;

/**
 * Writes charges that are made outside a bill run; the next bill of the account shows them. They
 * are made where the balance is changed, in the same transaction.
 */
public final class ChargeBook {
  private final Clock clock;
  private final RandomGenerator random;

  public ChargeBook(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Fees that were taken from the balance, or given back, at once. */
  public void booked(Tx tx, AccountNumber account, List<OfferCharge> charges, LocalDate day) {
    List<OfferCharge> real = charges.stream().filter(charge -> !charge.amount().isZero()).toList();
    if (real.isEmpty()) {
      return;
    }
    // The product of the offer's first recurring line stands for all: bills compare whole offers.
    tx.write(
        """
        insert into charge (id, account, kind, offer_kind, offer, product, text, period_from,
          period_until, charged_on, amount_minor, net_minor, tax_minor, gross_minor, currency, booked)
        select t.id, $1, 'RECURRING', t.kind, t.code,
          coalesce((select p.product from offer_price p
            where p.offer_kind = t.kind and p.code = t.code and p.price_kind = 'RECURRING'
            order by p.version desc, p.line limit 1), t.code),
          coalesce((select name from rate_plan where t.kind = 'PLAN' and code = t.code),
            (select name from service_offer where t.kind = 'SERVICE' and code = t.code), t.code),
          t.from_day, t.until_day, $2, t.minor, t.minor, 0, t.minor, t.currency, true
        from unnest($3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::bigint[],
          $9::text[]) as t (id, kind, code, from_day, until_day, minor, currency)
        """,
        account.value(),
        day,
        ids(real.size()),
        column(real, charge -> charge.offer().kind().name()).toArray(String[]::new),
        column(real, charge -> charge.offer().code()).toArray(String[]::new),
        column(real, charge -> charge.period().from()).toArray(LocalDate[]::new),
        column(real, charge -> charge.period().until()).toArray(LocalDate[]::new),
        column(real, charge -> charge.amount().minor()).toArray(Long[]::new),
        column(real, charge -> charge.amount().currencyCode()).toArray(String[]::new));
  }

  /** One that its source has made already is left as it is. */
  public void add(Tx tx, NewCharge charge) {
    tx.write(
        """
        insert into charge (id, account, kind, product, text, period_from, period_until,
          charged_on, amount_minor, net_minor, tax_minor, gross_minor, currency, booked, source,
          source_id)
        values ($1, $2, $3, $4, $5, $6, $6::date + 1, $6, $7, $7, 0, $7, $8, $9, $10, $11)
        on conflict (source, source_id) where source is not null do nothing
        """,
        UuidV7.next(clock.instant(), random),
        charge.account().value(),
        charge.kind().name(),
        charge.product(),
        charge.text(),
        charge.day(),
        charge.amount().minor(),
        charge.amount().currencyCode(),
        charge.booked(),
        charge.source(),
        charge.sourceId());
  }

  /** Usage, named as the account's bills are written. */
  public void used(Tx tx, List<UsedCharge> charges, LocalDate day) {
    if (charges.isEmpty()) {
      return;
    }
    tx.write(
        """
        insert into charge (id, account, kind, offer_kind, offer, product, text, period_from,
          period_until, charged_on, quantity, unit, amount_minor, net_minor, tax_minor, gross_minor,
          currency, booked)
        select t.id, t.account, 'USAGE', t.kind, t.code, t.product,
          coalesce(case b.language when 'RU' then p.name_ru else p.name_en end, t.product),
          t.from_day, t.until_day, $1, nullif(t.quantity, 0), t.unit, t.minor, t.minor, 0, t.minor,
          t.currency, t.booked
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[],
          $8::date[], $9::bigint[], $10::text[], $11::bigint[], $12::text[], $13::bool[])
          as t (id, account, kind, code, product, from_day, until_day, quantity, unit, minor,
            currency, booked)
        left join account_billing b on b.account = t.account
        left join product p on p.code = t.product
        """,
        day,
        ids(charges.size()),
        column(charges, charge -> charge.account().value()).toArray(String[]::new),
        column(charges, charge -> charge.offer().kind().name()).toArray(String[]::new),
        column(charges, charge -> charge.offer().code()).toArray(String[]::new),
        column(charges, UsedCharge::product).toArray(String[]::new),
        column(charges, charge -> charge.cycle().from()).toArray(LocalDate[]::new),
        column(charges, charge -> charge.cycle().until()).toArray(LocalDate[]::new),
        column(charges, UsedCharge::quantity).toArray(Long[]::new),
        column(charges, UsedCharge::unit).toArray(String[]::new),
        column(charges, charge -> charge.amount().minor()).toArray(Long[]::new),
        column(charges, charge -> charge.amount().currencyCode()).toArray(String[]::new),
        column(charges, UsedCharge::booked).toArray(Boolean[]::new));
  }

  private UUID[] ids(int count) {
    UUID[] ids = new UUID[count];
    for (int i = 0; i < count; i++) {
      ids[i] = UuidV7.next(clock.instant(), random);
    }
    return ids;
  }

  private static <C, T> List<T> column(List<C> charges, Function<C, T> value) {
    return charges.stream().map(value).toList();
  }
}
