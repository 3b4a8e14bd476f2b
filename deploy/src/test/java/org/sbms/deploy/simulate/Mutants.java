package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The product with one rule broken, over and over. */
final class Mutants {
  /**
   * @param rule that is broken
   * @param what in words, as the table of docs/protocol.md has it
   */
  record Mutant(String rule, String what, Protocol protocol) {
    @Override
    public String toString() {
      return rule + " " + what;
    }
  }

  private Mutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>();
    Stream.of(
            MutantsOfHome.all(),
            MutantsOfOrigin.all(),
            MutantsOfTheNode.all(),
            MutantsOfCentral.all(),
            MutantsOfRefunds.all(),
            MutantsOfGoods.all(),
            MutantsOfReference.all())
        .forEach(all::addAll);
    return all;
  }
}
