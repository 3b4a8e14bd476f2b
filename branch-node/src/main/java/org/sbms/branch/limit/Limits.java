package org.sbms.branch.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.sbms.branch.limit.Rulebook.Asked;
import org.sbms.branch.reference.ReferenceCache;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Caller;

/**
 * The rules in force at this branch. {@link #refresh} is called with no transaction open and may
 * wait for the database; everything else answers from memory.
 */
public final class Limits implements PeerBounds {
  /** How long another instance of this branch may go by the branch's own rules of before. */
  private static final Duration KEEP_OWN = Duration.ofSeconds(1);

  private final BranchCode self;
  private final Database database;
  private final ZoneId zone;
  private final Clock clock;
  private final ReferenceCache.View<List<PeerRule>> peers;
  private final ReferenceCache.View<List<DeskLimit>> desks;
  private final AtomicLong ownReadAt = new AtomicLong(Long.MIN_VALUE);
  private volatile List<Tightening> own = List.of();
  private volatile Rulebook rules;

  public Limits(
      BranchCode self, Database database, ReferenceCache reference, ZoneId zone, Clock clock) {
    this.self = self;
    this.rules = new Rulebook(self, List.of(), List.of(), List.of());
    this.database = database;
    this.zone = zone;
    this.clock = clock;
    this.peers =
        reference.view(Datasets.PEER_RULES, rows -> rows.stream().map(PeerRule::of).toList());
    this.desks =
        reference.view(Datasets.DESK_LIMITS, rows -> rows.stream().map(DeskLimit::of).toList());
  }

  /** Takes up what has changed. */
  public void refresh() {
    List<PeerRule> peerRules = peers.get();
    List<DeskLimit> deskLimits = desks.get();
    List<Tightening> ownRules = own();
    Rulebook known = rules;
    if (known.peers() != peerRules || known.desks() != deskLimits || known.own() != ownRules) {
      rules = new Rulebook(self, peerRules, deskLimits, ownRules);
    }
  }

  /** The branch's own rules were changed here. */
  void ownChanged() {
    ownReadAt.set(Long.MIN_VALUE);
  }

  /** Whether any rule speaks of the money of an operation; when none does, nothing is counted. */
  public boolean speakOf(String operation) {
    return rules.speaksOf(operation);
  }

  /**
   * Why a home does not let somebody of a branch do it, if it does not. Here the branch's own rules
   * count too; of other homes only what reference data says is known.
   */
  @Override
  public Optional<Refusal> forbids(
      BranchCode home, String operation, BranchCode origin, Actor actor) {
    return rules.forbids(asked(home, operation, origin, actor));
  }

  /** Whether a page offers it: not what a home is known to forbid. Waits, like {@link #refresh}. */
  public boolean offers(Caller caller, BranchCode home, String operation) {
    if (home.equals(self)) {
      return true;
    }
    refresh();
    return forbids(home, operation, self, caller.actor()).isEmpty();
  }

  @Override
  public List<Bounds> ofPeer(
      BranchCode home, String operation, BranchCode origin, Actor actor, Currency currency) {
    return rules.bounds(asked(home, operation, origin, actor), currency);
  }

  /** How much somebody here may do without a second person. */
  public Optional<Bounds> ofDesk(String operation, Actor actor, Currency currency) {
    return rules.desk(operation, actor, currency, today());
  }

  /** The rows of reference data that hold here today. */
  List<ListPeerRules.Published> published() {
    return publishedToday().map(Limits::shown).toList();
  }

  /** Those that count for an operation, origin and role, each of which may be {@code *}. */
  List<ListPeerRules.Published> publishedFor(String operation, String origin, String role) {
    List<PeerRule> covering =
        publishedToday()
            .filter(rule ->
                PeerRule.fits(rule.operation(), operation)
                    && PeerRule.fits(rule.origin(), origin)
                    && PeerRule.fits(rule.role(), role))
            .toList();
    int weight = covering.stream().mapToInt(PeerRule::weight).max().orElse(0);
    return covering.stream().filter(rule -> rule.weight() == weight).map(Limits::shown).toList();
  }

  private Stream<PeerRule> publishedToday() {
    LocalDate today = today();
    return rules.peers().stream()
        .filter(rule -> PeerRule.fits(rule.home(), self.value()) && rule.row().holdsOn(today));
  }

  private static ListPeerRules.Published shown(PeerRule rule) {
    return new ListPeerRules.Published(
        rule.home(),
        rule.operation(),
        rule.origin(),
        rule.role(),
        rule.allowed(),
        rule.most(),
        rule.branchDayTotal(),
        rule.personDayTotal());
  }

  private Asked asked(BranchCode home, String operation, BranchCode origin, Actor actor) {
    return new Asked(home, operation, origin, actor, today());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private List<Tightening> own() {
    long now = System.nanoTime();
    long readAt = ownReadAt.get();
    if (readAt == Long.MIN_VALUE || now - readAt > KEEP_OWN.toNanos()) {
      // Set before reading: a change that comes meanwhile takes it back and is read again.
      ownReadAt.set(now);
      List<Tightening> read = Tightenings.all(database);
      if (!read.equals(own)) {
        own = read;
      }
    }
    return own;
  }
}
