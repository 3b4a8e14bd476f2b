package org.sbms.branch.subscription;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.text.Language;

/** The reasons that may be given for a step, by reference data. */
public final class Reasons {
  private static final int MAX_COMMENT = 200;
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final ReasonCodes codes;
  private final ZoneId zone;
  private final Clock clock;

  public Reasons(ReasonCodes codes, ZoneId zone, Clock clock) {
    this.codes = codes;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * What is wrong with a reason, if anything is. A branch that no reference data has reached yet
   * must be able to suspend all the same, and takes any code that could be one.
   */
  List<FieldError> problems(Move move, String code, String comment) {
    List<FieldError> problems = new ArrayList<>(FreeText.unfit("comment", comment, MAX_COMMENT));
    List<ReasonCodes.Reason> known = codes.of(move.reasons(), today());
    Optional<ReasonCodes.Reason> reason =
        known.stream().filter(r -> r.code().equals(code)).findFirst();
    boolean fits = known.isEmpty() ? CODE.matcher(code).matches() : reason.isPresent();
    if (!fits) {
      problems.add(new FieldError("reason", "is no reason that is given for this"));
    }
    if (comment.isBlank() && reason.map(ReasonCodes.Reason::needsComment).orElse(false)) {
      problems.add(new FieldError("comment", "must be filled in for this reason"));
    }
    return problems;
  }

  /** Code and text, for a page to choose from. */
  Map<String, String> options(Move move, Language language) {
    Map<String, String> options = new LinkedHashMap<>();
    codes
        .of(move.reasons(), today())
        .forEach(reason -> options.put(reason.code(), reason.text().in(language)));
    return options;
  }

  /** The text of a reason, also of one that is no longer given; the code where there is none. */
  String text(Move move, String code, Language language) {
    return codes.text(move.reasons(), code).map(text -> text.in(language)).orElse(code);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }
}
