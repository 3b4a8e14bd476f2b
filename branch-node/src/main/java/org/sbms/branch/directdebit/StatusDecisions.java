package org.sbms.branch.directdebit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sbms.bankfiles.pain.StatusReport;
import org.sbms.bankfiles.pain.StatusReport.Group;
import org.sbms.bankfiles.pain.StatusReport.Status;
import org.sbms.bankfiles.pain.StatusReport.Transaction;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;

/** What follows from the bank's report on a run: all of it, or a refusal. Pure. */
final class StatusDecisions {
  static final RefusalCode UNKNOWN_COLLECTION =
      new RefusalCode("unknown-collection", RefusalCode.Category.INVALID);
  private static final String NO_REASON = "RJCT";

  private StatusDecisions() {}

  /**
   * @param rejected references of what the bank rejected by itself, with its reasons
   * @param notCarriedOut references of what fell with its file or group: it may be asked for again
   * @param accepted how many were accepted
   * @param known how many this says nothing new of
   */
  record Answer(
      boolean wholeFile,
      Map<String, String> rejected,
      Map<String, String> notCarriedOut,
      int accepted,
      int known) {}

  /**
   * @param collections of the run that were presented, by reference
   * @param groups references by the groups of our file
   */
  static Outcome<Answer> decide(
      String file,
      StatusReport report,
      Map<String, CollectionState> collections,
      Map<String, List<String>> groups) {
    List<FieldError> unknown = unknown(file, report, collections, groups);
    if (!unknown.isEmpty()) {
      return Outcome.refused(
          new Refusal(
              UNKNOWN_COLLECTION,
              unknown.getFirst().field() + ": " + unknown.getFirst().message(),
              unknown));
    }
    boolean wholeFile = report.status() == Status.REJECTED;
    Map<String, String> fallen = fallen(report, collections, groups);
    Map<String, String> rejected = new java.util.LinkedHashMap<>();
    Set<String> named = new LinkedHashSet<>();
    int accepted = 0;
    int known = 0;
    for (Transaction one : report.transactions()) {
      Status status = status(one, fallen);
      if (status != Status.UNSAID) {
        named.add(one.endToEndId());
      }
      boolean isOut = collections.get(one.endToEndId()) == CollectionState.PRESENTED;
      if (status == Status.ACCEPTED) {
        accepted++;
      } else if (status == Status.REJECTED && isOut) {
        rejected.put(one.endToEndId(), reason(one.reason()));
      } else if (status == Status.REJECTED) {
        known++;
      }
    }
    fallen.keySet().removeAll(named);
    fallen.keySet().removeIf(id -> collections.get(id) != CollectionState.PRESENTED);
    return Outcome.done(new Answer(wholeFile, rejected, fallen, accepted, known));
  }

  /**
   * Named without a status, but with a reason, in what was rejected: it is why that was. Without a
   * reason it fell with the others.
   */
  private static Status status(Transaction one, Map<String, String> fallen) {
    boolean isWhy =
        one.status() == Status.UNSAID
            && !one.reason().isEmpty()
            && fallen.containsKey(one.endToEndId());
    return isWhy ? Status.REJECTED : one.status();
  }

  /** By reference: what was in a file or group that was rejected, with its reason. */
  private static Map<String, String> fallen(
      StatusReport report,
      Map<String, CollectionState> collections,
      Map<String, List<String>> groups) {
    Map<String, String> fallen = new java.util.LinkedHashMap<>();
    if (report.status() == Status.REJECTED) {
      collections.keySet().forEach(id -> fallen.put(id, reason(report.reason())));
    } else {
      report.groups().stream()
          .filter(group -> group.status() == Status.REJECTED)
          .forEach(group ->
              groups
                  .getOrDefault(group.id(), List.of())
                  .forEach(id -> fallen.put(id, reason(group.reason()))));
    }
    return fallen;
  }

  private static List<FieldError> unknown(
      String file,
      StatusReport report,
      Map<String, CollectionState> collections,
      Map<String, List<String>> groups) {
    List<FieldError> unknown = new ArrayList<>();
    for (Transaction one : report.transactions()) {
      if (!collections.containsKey(one.endToEndId())) {
        unknown.add(
            new FieldError(
                file + ":" + one.line(),
                "names " + one.endToEndId() + ", which is not of this run"));
      }
    }
    Optional<Group> other =
        report.groups().stream()
            .filter(group -> !group.id().isEmpty() && !groups.containsKey(group.id()))
            .findFirst();
    other.ifPresent(group ->
        unknown.add(new FieldError(file, "names " + group.id() + ", which is not of this run")));
    return unknown.stream().limit(20).toList();
  }

  private static String reason(String said) {
    return said.isEmpty() ? NO_REASON : said;
  }
}
