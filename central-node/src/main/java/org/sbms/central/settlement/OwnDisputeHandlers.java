package org.sbms.central.settlement;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.AskArbiterOfOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.ConcedeOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.Found;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.State;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/**
 * A branch at work on its own disputes: each side does what is its own to do. What follows from it
 * is decided where central's finance decides.
 */
final class OwnDisputeHandlers {
  private final DisputeHandlers disputes;

  OwnDisputeHandlers(DisputeHandlers disputes) {
    this.disputes = disputes;
  }

  Outcome<Found> list(Caller caller, ListOwnDisputes asked, Sql sql) {
    return caller.via().isCentral()
        ? OwnWindowHandlers.notABranch()
        : Outcome.done(
            new Found(
                DisputeTable.of(sql, caller.via().branch(), asked.offset(), asked.limit()).stream()
                    .map(OwnDisputeHandlers::own)
                    .toList()));
  }

  Outcome<Dispute> raise(Command<DisputeOwnLine> command, Tx tx) {
    DisputeOwnLine raised = command.operation();
    return command.caller().via().isCentral()
        ? OwnWindowHandlers.notABranch()
        : disputes
            .raise(
                tx,
                new Disputes.RaiseDispute(
                    raised.window(),
                    raised.home(),
                    raised.homeNumber(),
                    command.caller().via().branch(),
                    raised.reason()),
                who(command))
            .map(OwnDisputeHandlers::own);
  }

  Outcome<Dispute> answer(Command<AnswerOwnDispute> command, Tx tx) {
    AnswerOwnDispute answer = command.operation();
    return as(
        OwnDisputeHandlers::isAgainst,
        command,
        answer.id(),
        tx,
        () ->
            disputes.answer(
                tx, new Disputes.AnswerDispute(answer.id(), answer.text()), who(command)));
  }

  Outcome<Dispute> withdraw(Command<WithdrawOwnDispute> command, Tx tx) {
    long id = command.operation().id();
    return as(
        OwnDisputeHandlers::isOf, command, id, tx, () -> disputes.withdraw(tx, id, who(command)));
  }

  Outcome<Dispute> concede(Command<ConcedeOwnDispute> command, Tx tx) {
    long id = command.operation().id();
    return as(
        OwnDisputeHandlers::isAgainst,
        command,
        id,
        tx,
        () -> disputes.concede(tx, id, who(command)));
  }

  Outcome<Dispute> askArbiter(Command<AskArbiterOfOwnDispute> command, Tx tx) {
    long id = command.operation().id();
    return as((_, _) -> true, command, id, tx, () -> disputes.askArbiter(tx, id));
  }

  /** Of a dispute of two others a branch learns nothing, not even that there is one. */
  private static Outcome<Dispute> as(
      BiPredicate<Disputes.Dispute, BranchCode> side,
      Command<?> command,
      long id,
      Tx tx,
      Supplier<Outcome<Disputes.Dispute>> step) {
    if (command.caller().via().isCentral()) {
      return OwnWindowHandlers.notABranch();
    }
    BranchCode branch = command.caller().via().branch();
    Optional<Disputes.Dispute> dispute = DisputeTable.lock(tx, id);
    if (dispute.filter(each -> isOf(each, branch) || isAgainst(each, branch)).isEmpty()) {
      return DisputeHandlers.noDispute();
    }
    if (!side.test(dispute.get(), branch)) {
      return Outcome.refused(RefusalCode.FORBIDDEN, "This is for the other branch to do.");
    }
    return step.get().map(OwnDisputeHandlers::own);
  }

  private static boolean isOf(Disputes.Dispute dispute, BranchCode branch) {
    return dispute.branch().equals(branch);
  }

  private static boolean isAgainst(Disputes.Dispute dispute, BranchCode branch) {
    return dispute.counterparty().equals(branch);
  }

  /** A login of a branch is not whoever has the same login at central. */
  private static String who(Command<?> command) {
    Caller caller = command.caller();
    return caller.actor().login() + "@" + caller.via();
  }

  private static Dispute own(Disputes.Dispute dispute) {
    return new Dispute(
        dispute.id(),
        dispute.window(),
        dispute.home(),
        dispute.homeNumber(),
        dispute.branch(),
        dispute.counterparty(),
        dispute.amount(),
        State.valueOf(dispute.state().name()),
        dispute.reason(),
        dispute.raisedBy(),
        dispute.raisedAt(),
        dispute.answer(),
        dispute.answeredBy(),
        dispute.ruling(),
        dispute.decidedBy(),
        dispute.decidedAt());
  }
}
