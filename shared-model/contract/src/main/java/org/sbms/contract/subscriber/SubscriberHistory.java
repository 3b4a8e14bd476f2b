package org.sbms.contract.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.NodeId;

/** What was changed about a subscriber, latest first and a bounded number, and what is planned. */
public record SubscriberHistory(List<Planned> planned, List<Change> changes) {

  public SubscriberHistory {
    planned = List.copyOf(planned);
    changes = List.copyOf(changes);
  }

  /** What a change was about. */
  public enum Kind {
    REGISTERED,
    PERSONAL_DATA,
    PLAN,
    SERVICE_ADDED,
    SERVICE_REMOVED,
    SUSPENDED,
    RESUMED,
    TERMINATED
  }

  /**
   * @param subject code of the plan or service; empty where there is none
   * @param subjectName what it is called
   * @param reason code of a reason; empty where there is none
   * @param by login of who did it
   * @param from the node they did it at; absent where it was not noted
   * @param fields of the personal data that changed; with their values only for those who may see
   *     them
   */
  public record Change(
      Instant at,
      Kind kind,
      String subject,
      String subjectName,
      String reason,
      String comment,
      String by,
      Optional<NodeId> from,
      List<Field> fields) {
    public Change {
      fields = List.copyOf(fields);
    }
  }

  /**
   * @param before absent for those who may not see it
   */
  public record Field(String name, Optional<String> before, Optional<String> after) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** What happens on a day to come. */
  public record Planned(
      LocalDate effective,
      Kind kind,
      String subject,
      String subjectName,
      String reason,
      String by) {}
}
