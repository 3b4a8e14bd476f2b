package org.sbms.bankfiles.camt;

import java.util.List;

/**
 * A file of statements or notifications.
 *
 * @param version of the message, 2 for {@code camt.053.001.02}
 * @param messageId the bank's name of the message
 * @param fingerprint SHA-256 of the file's bytes, in hex
 */
public record CamtFile(
    CamtKind kind,
    int version,
    String messageId,
    String fingerprint,
    List<CamtStatement> statements) {}
