package org.sbms.branch.payment;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;

/**
 * Takes the lines of corporate transfers for central. Each is an ordinary payment of this branch,
 * so journal, forwarding and settlement carry it without knowing of central.
 */
final class CollectHandlers {
  private final OriginHandlers origin;
  private final Payments payments;

  CollectHandlers(OriginHandlers origin, Payments payments) {
    this.origin = origin;
    this.payments = payments;
  }

  static TakePayment ordinary(CollectPayment line) {
    return new TakePayment(
        line.account(), line.amount(), PaymentMethod.BANK_TRANSFER, line.reference());
  }

  List<Outcome<CollectedPayment>> collect(List<Command<CollectPayment>> commands, Tx tx) {
    List<Command<TakePayment>> takes =
        commands.stream()
            .map(command ->
                new Command<>(command.caller(), command.key(), ordinary(command.operation())))
            .toList();
    return origin.take(takes, tx).stream()
        .map(outcome -> outcome.map(CollectHandlers::shown))
        .toList();
  }

  Outcome<AskCollected.Answer> ask(AskCollected question, Sql sql) {
    return Outcome.done(
        new AskCollected.Answer(
            sql.list(
                CollectHandlers::toShown,
                "select * from payment where id = any($1::uuid[]) order by id",
                (Object) question.ids().toArray(UUID[]::new))));
  }

  Outcome<CollectedPayment> giveBack(Command<ReturnCollected> command, Tx tx) {
    UUID id = command.operation().paymentId();
    Optional<Payment> payment = Optional.ofNullable(payments.lock(tx, List.of(id)).get(id));
    if (payment.isPresent() && payment.get().state() != PaymentState.REJECTED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "Only a rejected payment is returned.");
    }
    return origin
        .cancel(
            new Command<>(
                command.caller(),
                command.key(),
                new CancelPayment(id, command.operation().reason())),
            tx)
        .map(CollectHandlers::shown);
  }

  private static CollectedPayment toShown(Row row) {
    return shown(Payments.toPayment(row));
  }

  private static CollectedPayment shown(Payment payment) {
    return new CollectedPayment(
        payment.id(),
        payment.receipt(),
        payment.account(),
        payment.amount(),
        CollectedPayment.State.valueOf(payment.state().name()),
        payment.reason(),
        payment.detail());
  }
}
