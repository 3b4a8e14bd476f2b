package org.sbms.deploy.chaos;

/** The kinds of faults, as QUALITY asks for them. */
public enum FaultKind {
  KILL_BRANCH("kill -9 of a branch"),
  KILL_CENTRAL("kill -9 of central"),
  KILL_POSTGRES("kill -9 of a PostgreSQL"),
  FREEZE_NODE("SIGSTOP of a node"),
  FREEZE_POSTGRES("SIGSTOP of a PostgreSQL with its backends"),
  PARTITION("symmetric partition"),
  ONE_WAY_LOSS("one-way loss"),
  RESET("TCP resets"),
  REPLY_LOST("replies lost after commit"),
  DISORDER("delayed and reordered"),
  REPEATS("kill -9, then every request sent twice"),
  CLOCK_STEP("clock step of an hour"),
  FULL_DISK("full disk under a PostgreSQL");

  private final String title;

  FaultKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
