package org.sbms.central.collection;

import org.sbms.contract.JournalEntry;

/**
 * An entry as its branch shows it now.
 *
 * @param isDoubtful hash, link, head or an earlier proof speak against it
 * @param isVanished it was proven and is shown no more; this is what it was
 */
public record ShownEntry(JournalEntry entry, boolean isDoubtful, boolean isVanished) {}
