package org.sbms.deploy.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * Usage of the last weeks as a switch and a cinema would send it, to be taken in on the page of
 * usage files: one file whose records can all be priced, and one with a mistake of each sort.
 */
final class SampleUsage {
  static final String HEADER =
      "record_id,kind,identifier,started_at,quantity,unit,destination,content\n";

  private static final int DAYS = 20;
  private static final int SECONDS_A_DAY = 86_400;
  private static final int PER_SUBSCRIBER = 6;
  private static final List<String> DESTINATIONS = List.of("local", "local", "national", "abroad");
  private static final List<String> FILMS = List.of("Winter road", "Two bridges", "The lighthouse");

  private final BranchCode branch;
  private final LocalDate today;
  private final ZoneId zone;
  private final Dice dice = new Dice(20_261_126L);
  private int records;

  private SampleUsage(BranchCode branch, LocalDate today, ZoneId zone) {
    this.branch = branch;
    this.today = today;
    this.zone = zone;
  }

  /** Writes both files into a folder. */
  static void write(Path folder, BranchCode branch, LocalDate today, ZoneId zone)
      throws IOException {
    Files.createDirectories(folder);
    List<String> lines = lines(branch, today, zone);
    Files.writeString(folder.resolve("usage-" + branch + ".csv"), HEADER + String.join("", lines));
    Files.writeString(
        folder.resolve("usage-" + branch + "-with-mistakes.csv"),
        HEADER + String.join("", mistakes(lines.getFirst())));
  }

  /** Records that can be priced. */
  static List<String> lines(BranchCode branch, LocalDate today, ZoneId zone) {
    SampleUsage usage = new SampleUsage(branch, today, zone);
    List<String> lines = new ArrayList<>();
    for (SampleSubscriber subscriber :
        SampleSubscribers.of(branch, today, SampleSubscribers.A_BRANCH)) {
      if (subscriber.state() == SubscriberState.ACTIVE) {
        usage.of(subscriber, lines);
      }
    }
    return lines;
  }

  private void of(SampleSubscriber subscriber, List<String> lines) {
    for (SampleSubscriber.Identifier identifier : subscriber.identifiers()) {
      int count = dice.below(PER_SUBSCRIBER + 1);
      for (int i = 0; i < count; i++) {
        switch (identifier.kind()) {
          case "PHONE" -> lines.add(ofPhone(identifier.value()));
          case "SMART_CARD" ->
              lines.add(
                  line(
                      dice.percent(70) ? "VOD" : "PPV",
                      identifier.value(),
                      1,
                      "EVENT",
                      "",
                      dice.of(FILMS)));
          default -> {}
        }
      }
    }
  }

  private String ofPhone(String number) {
    int kind = dice.below(10);
    if (kind < 6) {
      return line("CALL", number, dice.between(5, 1_500), "SECOND", dice.of(DESTINATIONS), "");
    }
    return kind < 8
        ? line("SMS", number, 1, "EVENT", dice.of(DESTINATIONS), "")
        : line("DATA", number, dice.between(1, 2_000), "MEGABYTE", "", "");
  }

  private String line(
      String kind, String number, int quantity, String unit, String destination, String content) {
    return "%s-%06d,%s,%s,%s,%d,%s,%s,%s\n"
        .formatted(branch, ++records, kind, number, moment(), quantity, unit, destination, content);
  }

  private String moment() {
    return today
        .minusDays(dice.between(1, DAYS))
        .atStartOfDay(zone)
        .plusSeconds(dice.below(SECONDS_A_DAY))
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  /** One of each sort that is set aside, after a record that is good. */
  private static List<String> mistakes(String good) {
    String[] words = good.strip().split(",", -1);
    String number = words[2];
    String moment = words[3];
    return List.of(
        good,
        good,
        "m-1,CALL,70000000000," + moment + ",60,SECOND,local,\n",
        "m-2,TELEGRAM," + number + "," + moment + ",1,EVENT,local,\n",
        "m-3,CALL," + number + ",yesterday,60,SECOND,local,\n",
        "m-4,CALL," + number + "," + moment + ",-5,SECOND,local,\n",
        "m-5,CALL," + number + "," + moment + ",60,FURLONG,local,\n",
        "m-6,CALL," + number + ",2001-01-01T00:00:00+03:00,60,SECOND,local,\n",
        "m-7,CALL," + number + ",2101-01-01T00:00:00+03:00,60,SECOND,local,\n",
        ",CALL," + number + "," + moment + ",60,SECOND,local,\n",
        "m-8,CALL\n");
  }
}
