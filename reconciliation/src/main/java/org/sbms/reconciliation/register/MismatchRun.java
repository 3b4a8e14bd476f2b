package org.sbms.reconciliation.register;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.sbms.contract.MismatchKind;

/** Sorted mismatches that were put aside, in blocks of some hundreds. */
final class MismatchRun {
  private static final int BLOCK = 256;

  private record Block(long at, int length) {}

  private final List<Block> blocks = new ArrayList<>();

  private MismatchRun() {}

  static MismatchRun write(List<RegisterMismatch> sorted, SpillFile spill) {
    MismatchRun run = new MismatchRun();
    for (int from = 0; from < sorted.size(); from += BLOCK) {
      byte[] bytes = bytes(sorted.subList(from, Math.min(from + BLOCK, sorted.size())));
      run.blocks.add(new Block(spill.write(bytes, bytes.length), bytes.length));
    }
    return run;
  }

  Cursor open(SpillFile spill) {
    Stream<RegisterMismatch> all =
        blocks.stream()
            .flatMap(block -> {
              byte[] bytes = new byte[block.length];
              spill.read(block.at, bytes, block.length);
              return mismatches(bytes).stream();
            });
    return Cursor.of(all.iterator());
  }

  static byte[] bytes(List<RegisterMismatch> mismatches) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(mismatches.size());
      for (RegisterMismatch mismatch : mismatches) {
        out.writeUTF(mismatch.transactionId());
        out.writeByte(mismatch.kind().ordinal());
        out.writeUTF(mismatch.originBranch());
        out.writeUTF(mismatch.homeBranch());
        out.writeUTF(mismatch.originValue());
        out.writeUTF(mismatch.homeValue());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static List<RegisterMismatch> mismatches(byte[] bytes) {
    List<RegisterMismatch> mismatches = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        mismatches.add(
            new RegisterMismatch(
                in.readUTF(),
                MismatchKind.values()[in.readByte()],
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF()));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return mismatches;
  }

  /** Where a merge stands in one run. */
  static final class Cursor {
    private final Iterator<RegisterMismatch> rest;
    private RegisterMismatch head;

    private Cursor(Iterator<RegisterMismatch> all) {
      this.rest = all;
      this.head = all.next();
    }

    /** Of something that is not empty. */
    static Cursor of(Iterator<RegisterMismatch> all) {
      return new Cursor(all);
    }

    RegisterMismatch head() {
      return head;
    }

    /** False at the end. */
    boolean advance() {
      if (!rest.hasNext()) {
        return false;
      }
      head = rest.next();
      return true;
    }
  }
}
