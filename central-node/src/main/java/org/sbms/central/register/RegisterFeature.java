package org.sbms.central.register;

import static org.sbms.central.register.RegisterPermissions.CONFIGURE;
import static org.sbms.central.register.RegisterPermissions.VIEW;
import static org.sbms.central.register.RegisterPermissions.WORK;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.sbms.central.register.WorkOnRegisters.ListSources;
import org.sbms.central.register.WorkOnRegisters.PairByHand;
import org.sbms.central.register.WorkOnRegisters.Paired;
import org.sbms.central.register.WorkOnRegisters.SaveSource;
import org.sbms.central.register.WorkOnRegisters.ShowSource;
import org.sbms.central.register.WorkOnRegisters.SourceWork;
import org.sbms.central.register.WorkOnRegisters.Sources;
import org.sbms.central.register.WorkOnRegisters.TakeRegister;
import org.sbms.central.register.WorkOnRegisters.Taken;
import org.sbms.central.register.WorkOnRegisters.UndoMatch;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;

/** Central's feature {@code register}: its operations. */
public final class RegisterFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "register";

  private static final int MAX_PAIRED = 1_000;

  private RegisterFeature() {}

  /**
   * @param taken called after a register was committed that is to be matched
   */
  public static void register(Operations operations, Clock clock, Runnable taken) {
    RegisterHandlers handlers = new RegisterHandlers(clock, taken);
    operations.register(
        OperationSpec.of("save-register-source", SaveSource.class, Source.class, CONFIGURE)
            .checkedBy(asked -> problems(asked.source()))
            .handledBy(handlers::save));
    operations.register(
        OperationSpec.of("list-register-sources", ListSources.class, Sources.class, VIEW)
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of("show-register-source", ShowSource.class, SourceWork.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("take-register", TakeRegister.class, Taken.class, WORK)
            .handledBy(handlers::take));
    operations.register(
        OperationSpec.of("pair-by-hand", PairByHand.class, Paired.class, WORK)
            .checkedBy(RegisterFeature::problems)
            .handledBy(handlers::pair));
    operations.register(
        OperationSpec.of("undo-register-match", UndoMatch.class, Paired.class, WORK)
            .handledBy(handlers::undo));
  }

  private static List<FieldError> problems(Source source) {
    List<FieldError> problems = new ArrayList<>();
    if (!source.code().matches("[A-Z0-9-]{2,20}")) {
      problems.add(new FieldError("code", "must be 2 to 20 capitals, digits or hyphens"));
    }
    if (source.name().isBlank() || source.name().length() > 100) {
      problems.add(new FieldError("name", "must be 1 to 100 characters"));
    }
    if (source.toleranceMinor() < 0) {
      problems.add(new FieldError("tolerance", "must not be below zero"));
    }
    if (source.tolerancePerMille() < 0 || source.tolerancePerMille() > 1_000) {
      problems.add(new FieldError("perMille", "must be between 0 and 1000"));
    }
    if (source.days() < 0 || source.days() > 31) {
      problems.add(new FieldError("days", "must be between 0 and 31"));
    }
    if (source.format() == Source.Format.CSV) {
      source
          .dialect()
          .problems()
          .forEach(each -> problems.add(new FieldError(each.field(), each.sentence())));
    }
    return problems;
  }

  private static List<FieldError> problems(PairByHand asked) {
    List<FieldError> problems = new ArrayList<>();
    if (asked.lines().isEmpty() || asked.payments().isEmpty()) {
      problems.add(new FieldError("reason", "choose at least one line and one payment"));
    }
    if (asked.lines().size() > MAX_PAIRED || asked.payments().size() > MAX_PAIRED) {
      problems.add(new FieldError("reason", "choose at most " + MAX_PAIRED + " of each"));
    }
    String reason = asked.reason().strip();
    if (reason.isEmpty() || reason.length() > WorkOnRegisters.MAX_TEXT) {
      problems.add(
          new FieldError("reason", "must be 1 to " + WorkOnRegisters.MAX_TEXT + " characters"));
    }
    return problems;
  }
}
