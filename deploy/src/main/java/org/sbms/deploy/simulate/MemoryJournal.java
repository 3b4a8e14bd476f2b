package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalPage;
import org.sbms.contract.PullJournal;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;

class MemoryJournal extends Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private Head head = new Head(0, JournalEntry.NO_HASH);

  MemoryJournal(BranchCode branch) {
    super(branch);
  }

  List<JournalEntry> entries() {
    return entries;
  }

  Optional<JournalEntry> find(long number) {
    return number >= 1 && number <= entries.size()
        ? Optional.of(entries.get((int) number - 1))
        : Optional.empty();
  }

  /** A hand from outside: rows and head as somebody left them. */
  void overwrite(List<JournalEntry> rows, Head newHead) {
    entries.clear();
    entries.addAll(rows);
    head = newHead;
  }

  /** What central is shown, all of one moment. */
  JournalPage page(PullJournal pull) {
    List<JournalEntry> shown =
        entries.stream()
            .filter(entry -> entry.number() > pull.afterNumber())
            .limit(pull.limit())
            .toList();
    return new JournalPage(shown, List.of(), head.number(), head.hash());
  }

  Head head() {
    return head;
  }

  @Override
  public Head head(Sql sql) {
    return head;
  }

  @Override
  protected Head lockHead(Tx tx) {
    return head;
  }

  @Override
  protected long lastNumber(Tx tx) {
    return entries.isEmpty() ? 0 : entries.getLast().number();
  }

  @Override
  protected void store(Tx tx, List<JournalEntry> added, Head moved) {
    MemoryTx memory = (MemoryTx) tx;
    Head before = head;
    int size = entries.size();
    memory.undoBy(() -> {
      head = before;
      entries.subList(size, entries.size()).clear();
    });
    added.forEach(entry -> memory.changed(new Change.Journalled(entry)));
    entries.addAll(added);
    head = moved;
  }
}
