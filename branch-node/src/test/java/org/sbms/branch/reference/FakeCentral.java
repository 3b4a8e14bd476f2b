package org.sbms.branch.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowChange;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/**
 * Central as a branch sees it: versions, each some changes; it can be slow, small-paged or away.
 */
final class FakeCentral implements Remote {
  private final List<List<RowChange>> versions = new ArrayList<>();
  final List<Long> acknowledged = new ArrayList<>();
  int pageSize = 1_000;

  /** Knows nothing of pages in lines. */
  boolean isOfTheFirstContract;

  /** Answers so many requests more and then no one. */
  int answersLeft = Integer.MAX_VALUE;

  FakeCentral publish(RowChange... changes) {
    versions.add(List.of(changes));
    return this;
  }

  static RowChange row(DatasetSpec spec, String... namesAndValues) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new RowChange(spec.name(), spec.row(values).key(), values);
  }

  static RowChange gone(DatasetSpec spec, String key) {
    return new RowChange(spec.name(), key, null);
  }

  @Override
  @SuppressWarnings("unchecked") // the spec's result type is that of the operation
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    if (answersLeft-- <= 0) {
      return Outcome.refused(org.sbms.contract.RefusalCode.UNREACHABLE, "central is away");
    }
    return Outcome.done(
        (R)
            switch (request.operation()) {
              case PullReference pull -> pull(pull);
              case AcknowledgeReference(long version) -> {
                acknowledged.add(version);
                yield new AcknowledgeReference.Noted(versions.size());
              }
              default -> throw new AssertionError("central knows no " + spec.name());
            });
  }

  private PullReference.Page pull(PullReference pull) {
    long to = pull.toVersion() == 0 ? versions.size() : pull.toVersion();
    Map<String, RowChange> delta = new TreeMap<>();
    versions.subList((int) pull.fromVersion(), (int) to).stream()
        .flatMap(List::stream)
        .forEach(change -> delta.put(change.dataset() + "|" + change.key(), change));
    List<RowChange> after =
        delta.entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(pull.cursor()) > 0)
            .map(Map.Entry::getValue)
            .toList();
    List<RowChange> page = after.subList(0, Math.min(pageSize, after.size()));
    String next =
        after.size() > pageSize ? page.getLast().dataset() + "|" + page.getLast().key() : null;
    if (isOfTheFirstContract || pull.form() == null) {
      return new PullReference.Page(to, page, next, null);
    }
    StringBuilder rows = new StringBuilder();
    for (RowChange change : page) {
      Map<String, String> values = change.values();
      RowLines.append(
          rows,
          new RowLines.Line(
              change.dataset(),
              change.key(),
              to,
              values == null ? Optional.empty() : Optional.of(Json.write(values))));
    }
    return new PullReference.Page(to, null, next, rows.toString());
  }
}
