package org.sbms.central.branches;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Tx;

/**
 * One-time codes: 100 random bits, good for one request and for ten minutes. The same request may
 * come again, since its answer may have been lost; it can only get certificates for the same keys.
 */
final class EnrolmentCodes {
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** Without letters and digits that look alike. */
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private EnrolmentCodes() {}

  /** The code; an earlier one of the branch is void from now on. */
  static String issue(Tx tx, BranchCode branch, String issuer, Instant now) {
    String code = random();
    tx.run(
        """
        insert into enrolment_code (branch, code_hash, issued_by, expires_at)
        values ($1, $2, $3, $4)
        on conflict (branch) do update
        set code_hash = excluded.code_hash, issued_by = excluded.issued_by,
            expires_at = excluded.expires_at, used_at = null, used_for = null
        """,
        branch.value(),
        hash(code),
        issuer,
        now.plus(LIFETIME).atOffset(ZoneOffset.UTC));
    return code;
  }

  /** Whether the code was good; from now on it is so for this very request alone. */
  static boolean use(Tx tx, String branch, String code, String request, Instant now) {
    return tx.run(
                """
                update enrolment_code set used_at = $3, used_for = $4
                where branch = $1 and code_hash = $2 and expires_at > $3
                  and (used_at is null or used_for = $4)
                """,
                branch,
                hash(code),
                now.atOffset(ZoneOffset.UTC),
                hash(request))
            .rowCount()
        == 1;
  }

  private static String random() {
    StringBuilder code = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      if (group > 0) {
        code.append('-');
      }
      for (int letter = 0; letter < GROUP_LENGTH; letter++) {
        code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
      }
    }
    return code.toString();
  }

  private static String hash(String code) {
    try {
      byte[] text = code.strip().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException bug) {
      throw new IllegalStateException(bug);
    }
  }
}
