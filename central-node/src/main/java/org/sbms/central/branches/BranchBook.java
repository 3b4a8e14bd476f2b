package org.sbms.central.branches;

import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Registers branches, gives out codes, revokes, and shows how branches are. */
final class BranchBook {
  private final DirectoryPublisher publisher;
  private final HealthBook health;
  private final ToLongFunction<BranchCode> collectedTo;
  private final InstantSource clock;

  BranchBook(
      DirectoryPublisher publisher,
      HealthBook health,
      ToLongFunction<BranchCode> collectedTo,
      InstantSource clock) {
    this.publisher = publisher;
    this.health = health;
    this.collectedTo = collectedTo;
    this.clock = clock;
  }

  Outcome<RegisterBranch.Registered> register(Command<RegisterBranch> command, Tx tx) {
    return register(tx, command.operation());
  }

  Outcome<RegisterBranch.Registered> register(Tx tx, RegisterBranch branch) {
    boolean regionTaken =
        tx.one(
                row -> row.getString(0),
                "select code from branch_node where region = $1 and code <> $2",
                branch.region(),
                branch.branch().value())
            .isPresent();
    if (regionTaken) {
      return Outcome.refused(Refusal.invalid("region", "is the number of another branch"));
    }
    int changed =
        tx.run(
                """
                insert into branch_node as n (code, name, region, peer_address, registered_at)
                values ($1, $2, $3, $4, $5)
                on conflict (code) do update
                set name = excluded.name, region = excluded.region,
                    peer_address = excluded.peer_address
                where (n.name, n.region, n.peer_address)
                   is distinct from (excluded.name, excluded.region, excluded.peer_address)
                """,
                branch.branch().value(),
                branch.name(),
                branch.region(),
                branch.peerAddress().toString(),
                clock.instant().atOffset(ZoneOffset.UTC))
            .rowCount();
    long version = changed == 1 ? publisher.publish(tx) : DirectoryPublisher.latestVersion(tx);
    return Outcome.done(new RegisterBranch.Registered(branch.branch(), version));
  }

  List<Outcome<IssueEnrolmentCode.Issued>> issueCodes(
      List<Command<IssueEnrolmentCode>> commands, Tx tx) {
    return commands.stream().map(command -> issueCode(command, tx)).toList();
  }

  private Outcome<IssueEnrolmentCode.Issued> issueCode(Command<IssueEnrolmentCode> command, Tx tx) {
    BranchCode branch = command.operation().branch();
    if (!exists(tx, branch)) {
      return noSuchBranch(branch);
    }
    Instant now = clock.instant();
    String code = EnrolmentCodes.issue(tx, branch, command.caller().actor().login(), now);
    return Outcome.done(
        new IssueEnrolmentCode.Issued(branch, code, now.plus(EnrolmentCodes.LIFETIME)));
  }

  Outcome<RevokeCertificate.Revoked> revoke(Command<RevokeCertificate> command, Tx tx) {
    RevokeCertificate revocation = command.operation();
    Optional<String> branch =
        tx.one(
            row -> row.getString(0),
            """
            update branch_certificate set revoked_at = $2, revoked_by = $3, revoked_why = $4
            where serial = $1 and revoked_at is null returning branch
            """,
            revocation.serial(),
            clock.instant().atOffset(ZoneOffset.UTC),
            command.caller().actor().login(),
            revocation.why());
    return branch
        .map(code ->
            Outcome.done(
                new RevokeCertificate.Revoked(
                    new BranchCode(code), revocation.serial(), publisher.publish(tx))))
        .orElseGet(() ->
            Outcome.refused(
                RefusalCode.NOT_FOUND, "No certificate in trust has this serial number."));
  }

  Outcome<ListBranches.Branches> list(Caller caller, ListBranches question, Sql sql) {
    health.writeAll();
    return Outcome.done(
        new ListBranches.Branches(
            sql.list(
                this::branch,
                """
                select n.code, n.name, n.region, n.peer_address, h.seen_at, h.build, h.journal_head,
                       h.outbox_depth, h.reference_version, h.directory_version,
                       (select max(c.expires_at) from branch_certificate c
                        where c.branch = n.code and c.revoked_at is null) as certificate_expires
                from branch_node n left join branch_health h on h.branch = n.code
                order by n.region
                """)));
  }

  private ListBranches.Branch branch(Row row) {
    BranchCode code = new BranchCode(row.getString("code"));
    Optional<Instant> seen = time(row, "seen_at");
    Optional<Instant> expires = time(row, "certificate_expires");
    long head = number(row, "journal_head");
    return new ListBranches.Branch(
        code,
        row.getString("name"),
        row.getInteger("region"),
        URI.create(row.getString("peer_address")),
        seen.map(health::judge).orElse(ListBranches.Health.DOWN),
        expires.map(end -> end.isAfter(clock.instant())).orElse(false),
        number(row, "reference_version"),
        number(row, "directory_version"),
        head,
        Math.max(0, head - collectedTo.applyAsLong(code)),
        number(row, "outbox_depth"),
        Optional.ofNullable(row.getString("build")),
        seen,
        expires);
  }

  Outcome<ListCertificates.Page> certificates(Caller caller, ListCertificates question, Sql sql) {
    if (!exists(sql, question.branch())) {
      return noSuchBranch(question.branch());
    }
    return Outcome.done(
        new ListCertificates.Page(
            sql.list(
                row ->
                    new ListCertificates.Certificate(
                        row.getString("serial"),
                        time(row, "issued_at").orElseThrow(),
                        time(row, "expires_at").orElseThrow(),
                        time(row, "revoked_at"),
                        row.getString("revoked_by"),
                        row.getString("revoked_why")),
                """
                select serial, issued_at, expires_at, revoked_at,
                       coalesce(revoked_by, '') as revoked_by,
                       coalesce(revoked_why, '') as revoked_why
                from branch_certificate where branch = $1 order by issued_at desc limit $2
                """,
                question.branch().value(),
                ListCertificates.MAX)));
  }

  private static boolean exists(Sql sql, BranchCode branch) {
    return sql.one(
            row -> row.getInteger(0), "select 1 from branch_node where code = $1", branch.value())
        .isPresent();
  }

  private static <R> Outcome<R> noSuchBranch(BranchCode branch) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no branch " + branch + ".");
  }

  private static Optional<Instant> time(Row row, String column) {
    @Nullable OffsetDateTime at = row.getOffsetDateTime(column);
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  private static long number(Row row, String column) {
    @Nullable Long number = row.getLong(column);
    return number == null ? 0 : number;
  }
}
