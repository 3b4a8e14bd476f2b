package org.sbms.kit.operation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Operation;

/** Every operation that a node knows. A duplicate fails at start-up. */
public final class Operations {
  private final Map<String, OperationSpec<?, ?>> byName = new LinkedHashMap<>();
  private final Map<Class<?>, OperationSpec<?, ?>> byType = new LinkedHashMap<>();

  public void register(OperationSpec<?, ?> spec) {
    if (byName.putIfAbsent(spec.name(), spec) != null) {
      throw new IllegalStateException("two operations are named " + spec.name());
    }
    if (byType.putIfAbsent(spec.type(), spec) != null) {
      throw new IllegalStateException("two operations are of " + spec.type());
    }
  }

  public Optional<OperationSpec<?, ?>> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The spec of a registered operation; an unregistered one is a bug. */
  @SuppressWarnings("unchecked")
  public <R> OperationSpec<Operation<R>, R> of(Operation<R> operation) {
    OperationSpec<?, ?> spec = byType.get(operation.getClass());
    if (spec == null) {
      throw new IllegalStateException("nobody registered " + operation.getClass());
    }
    return (OperationSpec<Operation<R>, R>) spec;
  }

  public Collection<OperationSpec<?, ?>> all() {
    return byName.values();
  }
}
