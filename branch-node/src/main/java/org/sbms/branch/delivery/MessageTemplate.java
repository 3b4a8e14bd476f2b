package org.sbms.branch.delivery;

import java.time.Instant;
import org.sbms.kit.text.Language;

/** What a mail or letter says, its latest version. */
public record MessageTemplate(
    NoticeKind kind,
    Language language,
    int version,
    String subject,
    String body,
    String changedBy,
    Instant changedAt) {}
