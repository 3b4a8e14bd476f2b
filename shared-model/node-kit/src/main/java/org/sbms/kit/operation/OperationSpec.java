package org.sbms.kit.operation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal.FieldError;

/**
 * All that a node knows of one operation. Made by a feature through {@link #query} or {@link
 * #command}, collected by {@link Operations}.
 *
 * @param name stable on the wire, kebab-case: {@code change-plan}
 * @param version raised when an older node could misread it
 * @param placement the node where it runs; empty for the node that is asked
 * @param openToPeers whether another node may ask for it
 * @param audited whether every run leaves an audit record; commands always do
 * @param beyondPeerRules whether it concerns what has happened already, such as a credit for money
 *     that was taken, so that no rule for other nodes may stop it
 * @param stakes how much money a command moves; empty for those without any
 */
public record OperationSpec<O extends Operation<R>, R>(
    String name,
    int version,
    Class<O> type,
    Class<R> resultType,
    Permission permission,
    Function<? super O, Optional<NodeId>> placement,
    Function<? super O, List<FieldError>> check,
    boolean openToPeers,
    boolean audited,
    boolean beyondPeerRules,
    Optional<Handlers.Stakes<O>> stakes,
    Work<O, R> work) {

  /** What running it means. */
  public sealed interface Work<O, R> {
    record Reads<O, R>(Handlers.Query<O, R> handler) implements Work<O, R> {}

    /** Those that come together are read together. */
    record ReadsInBatches<O, R>(Handlers.Queries<O, R> handler) implements Work<O, R> {}

    record Changes<O, R>(Handlers.Single<O, R> handler) implements Work<O, R> {}

    record ChangesInBatches<O, R>(Handlers.Batch<O, R> handler) implements Work<O, R> {}

    /** In batches too, but the handler's own record makes it happen once. */
    record ChangesSelfKept<O, R>(Handlers.Batch<O, R> handler) implements Work<O, R> {}

    /** Runs at another node only; this node knows how to ask. */
    record Elsewhere<O, R>(boolean readOnly) implements Work<O, R> {}

    /** Whether it is done together with others of its kind. */
    default boolean isBatched() {
      return switch (this) {
        case ReadsInBatches<O, R> _, ChangesInBatches<O, R> _, ChangesSelfKept<O, R> _ -> true;
        case Reads<O, R> _, Changes<O, R> _, Elsewhere<O, R> _ -> false;
      };
    }
  }

  public static <O extends Operation<R>, R> Builder<O, R> of(
      String name, Class<O> type, Class<R> resultType, Permission permission) {
    return new Builder<>(name, type, resultType, permission);
  }

  public boolean isQuery() {
    return switch (work) {
      case Work.Reads<O, R> _, Work.ReadsInBatches<O, R> _ -> true;
      case Work.Changes<O, R> _, Work.ChangesInBatches<O, R> _, Work.ChangesSelfKept<O, R> _ ->
          false;
      case Work.Elsewhere<O, R>(boolean readOnly) -> readOnly;
    };
  }

  /** Says the parts in reading order; the last call names the handler and gives the spec. */
  public static final class Builder<O extends Operation<R>, R> {
    private final String name;
    private final Class<O> type;
    private final Class<R> resultType;
    private final Permission permission;
    private int version = 1;
    private Function<? super O, Optional<NodeId>> placement = _ -> Optional.empty();
    private Function<? super O, List<FieldError>> check = _ -> List.of();
    private boolean openToPeers;
    private boolean audited;
    private boolean beyondPeerRules;
    private Optional<Handlers.Stakes<O>> stakes = Optional.empty();

    private Builder(String name, Class<O> type, Class<R> resultType, Permission permission) {
      this.name = name;
      this.type = type;
      this.resultType = resultType;
      this.permission = permission;
    }

    public Builder<O, R> version(int number) {
      this.version = number;
      return this;
    }

    /** Runs at that node, whichever node is asked; peers may ask for it. */
    public Builder<O, R> placedAt(Function<? super O, NodeId> node) {
      this.placement = operation -> Optional.of(node.apply(operation));
      this.openToPeers = true;
      return this;
    }

    /** Runs where it is asked, and another node may ask. */
    public Builder<O, R> openToPeers() {
      this.openToPeers = true;
      return this;
    }

    /** Looks at the values alone, before anything is claimed; no problem means an empty list. */
    public Builder<O, R> checkedBy(Function<? super O, List<FieldError>> problems) {
      this.check = problems;
      return this;
    }

    /** Keeps an audit record of every run, though it is a query. */
    public Builder<O, R> audited() {
      this.audited = true;
      return this;
    }

    /** No rule for other nodes stops it: it follows from what has happened already. */
    public Builder<O, R> beyondPeerRules() {
      this.beyondPeerRules = true;
      return this;
    }

    /** Limits hold for the money that it moves. */
    public Builder<O, R> staking(Handlers.Stakes<O> amounts) {
      this.stakes = Optional.of(amounts);
      return this;
    }

    public OperationSpec<O, R> answeredBy(Handlers.Query<O, R> handler) {
      return build(new Work.Reads<>(handler));
    }

    public OperationSpec<O, R> answeredInBatchesBy(Handlers.Queries<O, R> handler) {
      return build(new Work.ReadsInBatches<>(handler));
    }

    public OperationSpec<O, R> handledBy(Handlers.Single<O, R> handler) {
      audited = true;
      return build(new Work.Changes<>(handler));
    }

    public OperationSpec<O, R> handledInBatchesBy(Handlers.Batch<O, R> handler) {
      audited = true;
      return build(new Work.ChangesInBatches<>(handler));
    }

    /** The handler keeps a record under the same key that answers a repeat, in its transaction. */
    public OperationSpec<O, R> handledSelfKeptBy(Handlers.Batch<O, R> handler) {
      audited = true;
      return build(new Work.ChangesSelfKept<>(handler));
    }

    /** For an operation that this kind of node only asks others for. */
    public OperationSpec<O, R> queryElsewhere() {
      return build(new Work.Elsewhere<>(true));
    }

    public OperationSpec<O, R> commandElsewhere() {
      return build(new Work.Elsewhere<>(false));
    }

    private OperationSpec<O, R> build(Work<O, R> work) {
      return new OperationSpec<>(
          name,
          version,
          type,
          resultType,
          permission,
          placement,
          check,
          openToPeers,
          audited,
          beyondPeerRules,
          stakes,
          work);
    }
  }
}
