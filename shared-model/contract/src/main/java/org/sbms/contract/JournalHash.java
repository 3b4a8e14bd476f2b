package org.sbms.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash chain of a journal. The hashed text is the previous hash and then every field in the
 * order of {@link JournalEntry}, joined by line feeds; none of them can hold a line feed, so two
 * different entries never give the same text. The agent is hashed only where there is one, so that
 * entries written before there were agents keep their hash.
 */
public final class JournalHash {
  private JournalHash() {}

  public static String of(JournalEntry entry) {
    String text =
        String.join(
                "\n",
                entry.previousHash(),
                entry.branch().value(),
                Long.toString(entry.number()),
                entry.kind().name(),
                entry.transactionId().toString(),
                entry.origin().value(),
                entry.home().value(),
                Long.toString(entry.originNumber()),
                entry.subject(),
                Long.toString(entry.amount().minor()),
                entry.amount().currencyCode(),
                Long.toString(entry.at().toEpochMilli()),
                entry.settlementDay() == null ? "" : entry.settlementDay().toString())
            + (entry.agent() == null ? "" : "\n" + entry.agent());
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  public static boolean holds(JournalEntry entry) {
    return of(entry).equals(entry.hash());
  }
}
