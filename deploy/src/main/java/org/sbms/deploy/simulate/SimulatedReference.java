package org.sbms.deploy.simulate;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.PullReference;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/**
 * Central as branches see it that pull reference data. While one of them waits for a page, the
 * world goes on: a newer version comes out, another instance of the branch pulls as well.
 */
final class SimulatedReference implements Remote {
  private final World world;
  private final Weather weather;
  private final RandomGenerator random;
  private final PublishedVersions published;
  private final Map<BranchCode, Long> acknowledged = new HashMap<>();

  private boolean isOvertaking;

  SimulatedReference(World world, Weather weather, RandomGenerator random) {
    this.world = world;
    this.weather = weather;
    this.random = random;
    this.published = new PublishedVersions(1 + random.nextInt(12));
  }

  PublishedVersions published() {
    return published;
  }

  void publish() {
    published.publish(random);
    world.note(() -> "central publishes version " + published.newest());
  }

  long acknowledgedBy(BranchCode branch) {
    return acknowledged.getOrDefault(branch, 0L);
  }

  @Override
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId central, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    SimulatedBranch branch = world.branch(caller.actor().node());
    long life = branch.life();
    world.goOnForAWhile();
    if (branch.life() != life || weather.crashes()) {
      throw new Crash();
    }
    if (!world.network().reaches(branch.id(), NodeId.CENTRAL) || weather.loses()) {
      return new Outcome.Unknown<>("no answer");
    }
    Operation<?> asked = request.operation();
    Object answer =
        asked instanceof PullReference pull
            ? published.page(pull)
            : note(branch, (AcknowledgeReference) asked);
    if (asked instanceof PullReference && !isOvertaking && weather.happens(0.2)) {
      overtake(branch);
      if (branch.life() != life) {
        throw new Crash();
      }
    }
    return weather.loses()
        ? new Outcome.Unknown<>("no answer")
        : Outcome.done(spec.resultType().cast(answer));
  }

  /** The answer is on its way slowly; another instance of the branch is faster meanwhile. */
  private void overtake(SimulatedBranch branch) {
    if (random.nextBoolean()) {
      publish();
    }
    isOvertaking = true;
    branch.followReference();
    isOvertaking = false;
  }

  private AcknowledgeReference.Noted note(SimulatedBranch branch, AcknowledgeReference said) {
    Violation.unless(
        said.version() <= branch.copy.version(),
        "I9",
        "%s acknowledges version %d and holds %d",
        branch.code,
        said.version(),
        branch.copy.version());
    acknowledged.merge(branch.code, said.version(), Math::max);
    return new AcknowledgeReference.Noted(published.newest());
  }
}
