package org.sbms.kit.peer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The credential in use; whoever uses it is told when a renewed one takes its place. */
public final class Credentials {
  private final List<Consumer<Credential>> listeners = new CopyOnWriteArrayList<>();
  private volatile Credential current;

  public Credentials(Credential first) {
    this.current = first;
  }

  public Credential current() {
    return current;
  }

  public void replace(Credential next) {
    current = next;
    listeners.forEach(listener -> listener.accept(next));
  }

  public void onChange(Consumer<Credential> listener) {
    listeners.add(listener);
  }
}
