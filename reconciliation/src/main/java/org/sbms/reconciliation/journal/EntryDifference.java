package org.sbms.reconciliation.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;

/** Says in words what was changed in an entry. */
final class EntryDifference {
  private static final Map<String, Function<JournalEntry, Object>> FIELDS = fields();

  private EntryDifference() {}

  static String of(JournalEntry before, JournalEntry now) {
    String changes =
        FIELDS.entrySet().stream()
            .filter(field -> differs(field.getValue(), before, now))
            .map(field ->
                "%s was %s and is %s"
                    .formatted(
                        field.getKey(),
                        field.getValue().apply(before),
                        field.getValue().apply(now)))
            .collect(Collectors.joining(", "));
    String held = JournalHash.holds(now) ? "" : "; its contents no longer give its hash";
    return (changes.isEmpty() ? "hash or link was changed" : changes) + held;
  }

  private static boolean differs(
      Function<JournalEntry, Object> field, JournalEntry before, JournalEntry now) {
    return !Objects.equals(field.apply(before), field.apply(now));
  }

  private static Map<String, Function<JournalEntry, Object>> fields() {
    Map<String, Function<JournalEntry, Object>> fields = new LinkedHashMap<>();
    fields.put("amount", JournalEntry::amount);
    fields.put("account", JournalEntry::subject);
    fields.put("kind", JournalEntry::kind);
    fields.put("transaction", JournalEntry::transactionId);
    fields.put("origin", JournalEntry::origin);
    fields.put("home", JournalEntry::home);
    fields.put("origin number", JournalEntry::originNumber);
    fields.put("time", JournalEntry::at);
    fields.put("settlement day", entry -> String.valueOf(entry.settlementDay()));
    return fields;
  }
}
