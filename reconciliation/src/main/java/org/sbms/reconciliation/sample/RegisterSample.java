package org.sbms.reconciliation.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.sbms.reconciliation.register.RegisterSide;

/**
 * Two registers of one day. The origin's is in the order of time but for neighbours, as threads
 * write it; home's is shuffled across hours. The truth is what a right report of mismatches is, to
 * the byte.
 */
public record RegisterSample(Path origin, Path home, Path truth) {
  /** About how many bytes both registers have for a payment; never more. */
  public static final int BYTES_A_PAIR = 2 * 100;

  private static final int ORIGIN_WINDOW = 1_000;
  private static final int HOME_WINDOWS = 8;
  private static final int MAX_WINDOW = 4_000_000;

  /** Where they will be. */
  public static RegisterSample in(Path directory) {
    return new RegisterSample(
        directory.resolve("origin.csv"),
        directory.resolve("home.csv"),
        directory.resolve("truth.csv"));
  }

  public void write(SamplePlan plan) throws IOException {
    writeSide(plan, RegisterSide.ORIGIN, origin, ORIGIN_WINDOW);
    long window = Math.clamp(plan.pairs() / HOME_WINDOWS, 1, MAX_WINDOW);
    writeSide(plan, RegisterSide.HOME, home, (int) window);
    writeTruth(plan);
  }

  private static void writeSide(SamplePlan plan, RegisterSide side, Path file, int window)
      throws IOException {
    SampleRow rows = new SampleRow(side == RegisterSide.ORIGIN);
    SplittableRandom random = new SplittableRandom(plan.seed() + side.ordinal());
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write((String.join(",", side.columns()) + "\n").getBytes(StandardCharsets.US_ASCII));
      for (long start = 0; start < plan.pairs(); start += window) {
        int size = (int) Math.min(window, plan.pairs() - start);
        for (int offset : shuffled(size, random)) {
          rows.write(SamplePayment.of(plan, start + offset));
          if (rows.isNearlyFull()) {
            flush(rows, out);
          }
        }
      }
      flush(rows, out);
    }
  }

  private static void flush(SampleRow rows, OutputStream out) throws IOException {
    out.write(rows.bytes(), 0, rows.end());
    rows.clear();
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private void writeTruth(SamplePlan plan) throws IOException {
    List<String> lines = new ArrayList<>();
    for (long number = 0; number < plan.pairs(); number++) {
      if (plan.plantedAt(number).isPresent()) {
        SamplePayment payment = SamplePayment.of(plan, number);
        lines.add(SampleTruth.line(payment, payment.planted().orElseThrow()));
      }
    }
    Collections.sort(lines);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(truth))) {
      out.write((SampleTruth.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
  }
}
